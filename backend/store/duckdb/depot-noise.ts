import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DeletedBy, type Depot, type HeldDeleted, type HeldMarks, refuseUnderWay } from "../depot-port.js";
import type { EventEditor } from "../ports.js";
import { backupAt, nameOf, onDisk } from "./cleanup-backup.js";
import { runOf } from "./cleanup-journal.js";
import { unreadable } from "./cleanup-undo.js";
import type { Database, Link } from "./database.js";
import { eventOf } from "./depot-events.js";
import { insertInto, listsOf } from "./event-insert.js";
import { isThere } from "./files.js";
import type { Kept } from "./kept.js";
import dropMarks from "./sql/edit/drop-marks.sql";
import keysSql from "./sql/edit/keys.sql";
import movedBackup from "./sql/edit/moved-backup.sql";
import putMarks from "./sql/edit/put-marks.sql";
import heldDeleted from "./sql/read/held-deleted.sql";
import heldMarks from "./sql/read/held-marks.sql";

export interface DepotNoiseDeps {
	readonly database: Database;
	readonly kept: Pick<Kept, "alone">;
	readonly flag: EventEditor["flag"];
	/** Where backups of deletions are. */
	readonly cleanupDir: string;
}

export type DepotNoise = Pick<Depot, "readMarks" | "addMarks" | "deletions" | "readDeleted" | "replaceDeleted"> & {
	/** See refuseUnderWay. */
	refuseUnderWay(): Promise<void>;
	/** Deletions in effect whose backup is gone. */
	missing(): Promise<number>;
};

async function* marksOf(database: Database): AsyncGenerator<readonly HeldMarks[]> {
	for (let after = 0; ; ) {
		const rows = await database.use((link) => link.rows(heldMarks, { after }));
		if (rows.length === 0) return;
		yield rows.map((row) => ({
			source: String(row["source"]),
			eventId: String(row["event_id"]),
			noise: row["noisy"] === true ? { reasons: (row["noise_reasons"] ?? []) as readonly string[], at: Number(row["noise_at"]) } : null,
			marks: JSON.parse(String(row["marks"])) as HeldMarks["marks"],
		}));
		after = Number(rows.at(-1)?.["seq"]);
	}
}

async function* deletedOf(database: Database, path: string): AsyncGenerator<readonly HeldDeleted[]> {
	for (let after = 0; ; ) {
		const rows = await database
			.use((link) => link.rows(heldDeleted, { path, after }))
			.catch((cause: unknown) => {
				throw unreadable(path, cause);
			});
		if (rows.length === 0) return;
		yield rows.map((row) => ({ event: eventOf(row).event, marks: JSON.parse(String(row["marks"])) as HeldDeleted["marks"] }));
		after = Number(rows.at(-1)?.["seq"]);
	}
}

/** Events with the same noise are hidden by one statement. */
const hide = async (flag: EventEditor["flag"], held: readonly HeldMarks[]): Promise<void> => {
	const alike = new Map<string, HeldMarks[]>();
	for (const one of held) {
		if (one.noise === null) continue;
		const name = JSON.stringify([one.noise.reasons, one.noise.at]);
		alike.set(name, [...(alike.get(name) ?? []), one]);
	}
	for (const same of alike.values()) {
		const noise = same[0]?.noise;
		if (noise) await flag(same, noise.reasons, noise.at);
	}
};

const nextNumber = `SELECT greatest((SELECT coalesce(max(seq), 0) FROM events), (SELECT coalesce(max(max_seq), 0) FROM cleanup_runs),
	(SELECT folded_seq FROM kept_state)) + 1 AS next`;

/** Fills moved_events and moved_marks, under numbers that no event has or gets; the last of them. */
const stage = async (link: Link, batches: AsyncIterable<readonly HeldDeleted[]>): Promise<number> => {
	await link.exec("CREATE OR REPLACE TEMP TABLE moved_events AS FROM events LIMIT 0");
	await link.exec(
		'CREATE OR REPLACE TEMP TABLE moved_marks (seq BIGINT, run BIGINT, place INTEGER, reason VARCHAR, score DOUBLE, "at" BIGINT)',
	);
	const insert = await link.prepare(insertInto("moved_events"));
	let next = Number((await link.row(nextNumber))["next"]);
	for await (const batch of batches) {
		if (batch.length === 0) continue;
		const first = next;
		const events = batch.map(({ event }) => event);
		await insert(listsOf(events, first));
		const marks = batch.flatMap((one, index) => one.marks.map((mark) => ({ seq: first + index, ...mark })));
		await link.exec(
			`INSERT INTO moved_marks SELECT unnest(from_json_strict($marks, '[{"seq":"BIGINT","run":"BIGINT","place":"INTEGER","reason":"VARCHAR","score":"DOUBLE","at":"BIGINT"}]'), recursive := true)`,
			{ marks: JSON.stringify(marks) },
		);
		next += batch.length;
	}
	return next - 1;
};

/** What of an embedded store is of clean-up runs, for whoever moves it. */
export const openDepotNoise = ({ database, kept, flag, cleanupDir }: DepotNoiseDeps): DepotNoise => {
	const runs = async () => (await database.use((link) => link.rows("SELECT body FROM cleanup_runs ORDER BY run"))).map(runOf);
	const kinds = async (): Promise<{ there: DeletedBy[]; missing: number }> => {
		const there: DeletedBy[] = [];
		let missing = 0;
		for (const { run, at, backup, state } of await runs()) {
			if (backup === null || state !== "done") continue;
			if (await isThere(join(cleanupDir, backup))) there.push({ run, at });
			else missing += 1;
		}
		return { there, missing };
	};
	return {
		refuseUnderWay: async () =>
			refuseUnderWay(
				(await runs()).filter(({ state, turning }) => state === "running" || turning !== null).map(({ run }) => run),
				database.path,
			),
		missing: async () => (await kinds()).missing,
		readMarks: () => marksOf(database),
		addMarks: async (held) => {
			await hide(flag, held);
			const marks = held.flatMap(({ source, eventId, marks: own }) => own.map(({ off: _, ...mark }) => ({ source, eventId, ...mark })));
			const named = { sources: held.map(({ source }) => source), ids: held.map(({ eventId }) => eventId) };
			await kept.alone(() =>
				database.use((link) =>
					link.transaction(async () => {
						await link.exec(keysSql, named);
						await link.exec(dropMarks);
						await link.exec(putMarks, { marks: JSON.stringify(marks) });
					}),
				),
			);
		},
		deletions: async () => (await kinds()).there,
		readDeleted: async function* ({ run }) {
			const found = (await runs()).find((one) => one.run === run);
			yield* deletedOf(database, await backupAt(cleanupDir, found?.backup ?? ""));
		},
		replaceDeleted: async ({ run, at }, batches) => {
			const name = nameOf(run, at);
			const path = join(cleanupDir, name);
			await mkdir(cleanupDir, { recursive: true, mode: 0o700 });
			await database.use(async (link) => {
				const last = await stage(link, batches);
				try {
					await link.exec(`COPY (${movedBackup}) TO $path (FORMAT parquet, COMPRESSION zstd)`, { path: `${path}.part` });
					await onDisk(`${path}.part`);
					await rename(`${path}.part`, path);
				} finally {
					await rm(`${path}.part`, { force: true });
					for (const table of ["moved_events", "moved_marks"]) await link.exec(`DROP TABLE ${table}`);
				}
				await link.exec("UPDATE cleanup_runs SET max_seq = $last WHERE run = $run", { last, run });
			});
		},
	};
};
