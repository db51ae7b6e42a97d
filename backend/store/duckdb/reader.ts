import { AppError } from "../../contract/errors.js";
import type { EventRow } from "../../contract/events.js";
import type { NewEvent } from "../event.js";
import type { EventReader, StoreCounts } from "../ports.js";
import { sizeOf } from "./checkpoints.js";
import type { Database } from "./database.js";
import { isHidden } from "./event-insert.js";
import { where } from "./filter.js";
import eventRows from "./sql/read/event-rows.sql";
import talliesSql from "./sql/read/tallies.sql";
import type { PlainRow } from "./values.js";

type Tallies = Omit<StoreCounts, "rejected" | "bytes">;

/** Counts kept in memory: read once when the store opens and after edits, carried on with each commit. */
export interface TallyBook {
	readonly now: Tallies;
	/** Reads them anew; the newest seq. */
	read(): Promise<number>;
	add(events: readonly NewEvent[]): void;
	/** So many that were shown are hidden now. */
	hide(events: number): void;
}

const earlier = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b));
const later = (a: number | null, b: number): number => (a === null ? b : Math.max(a, b));
const orNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

export const openTallies = (database: Database): TallyBook => {
	let now: Tallies = { events: 0, noisy: 0, firstTs: null, lastTs: null, lastReceivedAt: null };
	/** Commits that came while the table was read: whether that read saw them is unknown, so it is done again. */
	let commits = 0;
	const read = async (): Promise<number> => {
		for (;;) {
			const before = commits;
			const row = await database.use((link) => link.row(talliesSql));
			if (before !== commits) continue;
			now = {
				events: Number(row["events"]),
				noisy: Number(row["noisy"]),
				firstTs: orNull(row["first_ts"]),
				lastTs: orNull(row["last_ts"]),
				lastReceivedAt: orNull(row["last_received_at"]),
			};
			return Number(row["last_seq"]);
		}
	};
	return {
		get now() {
			return now;
		},
		read,
		hide: (events) => {
			now = { ...now, noisy: now.noisy + events };
		},
		add: (events) => {
			commits += 1;
			let { firstTs, lastTs, lastReceivedAt, noisy } = now;
			for (const { ts, receivedAt, source } of events) {
				firstTs = earlier(firstTs, ts);
				lastTs = later(lastTs, ts);
				lastReceivedAt = later(lastReceivedAt, receivedAt);
				if (isHidden(source)) noisy += 1;
			}
			now = { events: now.events + events.length, noisy, firstTs, lastTs, lastReceivedAt };
		},
	};
};

/** Bytes on disk, with what waits in the write-ahead log; in memory, what the tables take there. */
const bytesOf = async (database: Database): Promise<number> => {
	if (database.path !== ":memory:") return (await sizeOf(database.path)) + (await sizeOf(`${database.path}.wal`));
	const row = await database.use((link) => link.row("SELECT coalesce(sum(memory_usage_bytes), 0) AS bytes FROM duckdb_memory()"));
	return Number(row["bytes"]);
};

const eventRow = (row: PlainRow): EventRow => ({ ...row, properties: JSON.parse(String(row["properties"])) }) as unknown as EventRow;

const start = { ts: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER };

/** A cursor is the (ts, seq) of the last row of its page. */
const position = (cursor: string | null): { ts: number; seq: number } => {
	if (cursor === null) return start;
	const match = /^(-?\d{1,16})\.(\d{1,16})$/.exec(cursor);
	if (!match) throw new AppError("bad_request", "The cursor is not one that a page before gave. Begin again without a cursor.");
	return { ts: Number(match[1]), seq: Number(match[2]) };
};

const facet = (column: "event_type" | "source") =>
	`SELECT ${column} AS value, count(*) AS count FROM events GROUP BY ${column} ORDER BY count DESC, value LIMIT 200`;

const sourcesSql = `SELECT source, count(*) AS events, max(received_at) AS last_received_at FROM events
	GROUP BY source ORDER BY last_received_at DESC, source ASC LIMIT 200`;

export const openReader = (database: Database, tallies: TallyBook, rejected: () => Promise<number>): EventReader => ({
	list: async (filter, { limit, cursor }) => {
		const { sql, params } = where(filter);
		const rows = await database.use((link) =>
			link.rows(eventRows.replace("/*filter*/", sql), { ...params, ...position(cursor), limit: limit + 1 }),
		);
		const items = rows.slice(0, limit).map(eventRow);
		const last = items.at(-1);
		return { items, nextCursor: rows.length > limit && last ? `${last.ts}.${last.seq}` : null };
	},
	count: async (filter) => {
		const { sql, params } = where(filter);
		return Number((await database.use((link) => link.row(`SELECT count(*) AS n FROM events WHERE ${sql}`, params)))["n"]);
	},
	facets: () =>
		database.use(async (link) => ({
			eventTypes: (await link.rows(facet("event_type"))) as unknown as { value: string; count: number }[],
			sources: (await link.rows(facet("source"))) as unknown as { value: string; count: number }[],
		})),
	sources: async () =>
		(await database.use((link) => link.rows(sourcesSql))).map((row) => ({
			source: String(row["source"]),
			events: Number(row["events"]),
			lastReceivedAt: Number(row["last_received_at"]),
		})),
	counts: async () => ({ ...tallies.now, rejected: await rejected(), bytes: await bytesOf(database) }),
});
