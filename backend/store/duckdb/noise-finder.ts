import type { NoiseFinder, NoiseFound } from "../noise-port.js";
import type { Database, Link } from "./database.js";
import { ask, linkOf } from "./judge.js";
import askedSql from "./sql/noise/asked.sql";
import foundSql from "./sql/noise/found.sql";
import inEffect from "./sql/noise/in-effect.sql";
import verdicts from "./sql/noise/verdicts.sql";
import prelude from "./sql/prelude.sql";
import type { PlainRow } from "./values.js";

/** Events of a lot. */
const lot = 2_000;

const chosen = { fresh: "SELECT seq FROM verdicts WHERE fresh", doomed: "SELECT seq FROM doomed" } as const;

const foundOf = ({ source, event_id: eventId, reasons }: PlainRow): NoiseFound => ({
	source: String(source),
	eventId: String(eventId),
	reasons: JSON.parse(String(reasons)) as NoiseFound["reasons"],
});

const find = (link: Link, which: keyof typeof chosen): Promise<number> =>
	link.exec(
		foundSql.replace("/*chosen*/", () => chosen[which]),
		{ all: which === "doomed" },
	);

/** What the copy of a shared store's events tells of noise in it. */
export const openNoiseFinder = (database: Database): NoiseFinder => ({
	found: async (judgement, which, take) => {
		const link = linkOf(judgement);
		await find(link, which);
		for (let after = 0; ; after += lot) {
			const rows = await link.rows("SELECT source, event_id, reasons FROM found WHERE n > $after AND n <= $through ORDER BY n", {
				after,
				through: after + lot,
			});
			if (rows.length === 0) return;
			await take(rows.map(foundOf));
		}
	},
	judgeThese: async (queries, these) => {
		if (these.length === 0) return [];
		const named = { sources: these.map(({ source }) => source), ids: these.map(({ eventId }) => eventId) };
		const times = these.map(({ ts }) => ts);
		const [from, to] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
		return database.use((link) =>
			link.transaction(async () => {
				for (const sql of [prelude, inEffect, verdicts]) await link.exec(sql);
				await link.exec(askedSql, { ...named, from, to });
				await ask(link, { queries, since: null }, "asked");
				await find(link, "fresh");
				return (await link.rows("SELECT source, event_id, reasons FROM found ORDER BY n")).map(foundOf);
			}),
		);
	},
	keyOf: async (seq) => {
		const [row] = await database.use((link) => link.rows("SELECT source, event_id FROM events WHERE seq = $seq", { seq }));
		return row ? { source: String(row["source"]), eventId: String(row["event_id"]) } : null;
	},
});
