import type { CursorName, EventLog, ForwardCursors, LogPosition } from "../forward-port.js";
import { openGate } from "../gate.js";
import type { Database, Link } from "./database.js";
import logSql from "./sql/read/log.sql";

/** Numbers are given in the order of commits, so nothing is ever open. */
const at = (through: number): LogPosition => ({ through, open: [] });

const numbersAfter = "SELECT min(seq) AS first, max(seq) AS newest FROM events WHERE seq > $after";

export const openEventLog = (database: Database): EventLog => ({
	logWriter: async () => String((await database.use((link) => link.row("SELECT id FROM log_writer")))["id"]),
	readLog: ({ through }, limit) =>
		database.use(async (link) => {
			const { first, newest: found } = await link.row(numbersAfter, { after: through });
			if (found === null) return { events: [], position: at(through), newest: through };
			const newest = Number(found);
			// Numbers may be missing between, more than `limit` of them: of what was deleted.
			const last = Math.min(newest, Number(first) + limit - 1);
			const rows = await link.rows(logSql, { after: through, last });
			const events = rows.map(({ seq, event_id, visitor, received_at, json }) => ({
				seq: Number(seq),
				eventId: String(event_id),
				visitor: String(visitor),
				receivedAt: Number(received_at),
				json: String(json),
			}));
			return { events, position: at(last), newest };
		}),
});

interface CursorRow {
	readonly position: LogPosition | null;
	readonly fence: number;
	readonly holder: string | null;
	readonly until: number;
}

const where = "target = $target AND writer = $writer";

const cursorOf = async (link: Link, { target, writer }: CursorName): Promise<CursorRow> => {
	const [row] = await link.rows(`SELECT position, fence, holder, until FROM forward_cursors WHERE ${where}`, { target, writer });
	if (!row) return { position: null, fence: 0, holder: null, until: 0 };
	const { position, fence, holder, until } = row;
	return {
		position: typeof position === "string" ? (JSON.parse(position) as LogPosition) : null,
		fence: Number(fence),
		holder: typeof holder === "string" ? holder : null,
		until: Number(until),
	};
};

const put = async (link: Link, { target, writer }: CursorName, { position, fence, holder, until }: CursorRow): Promise<void> => {
	await link.exec(`DELETE FROM forward_cursors WHERE ${where}`, { target, writer });
	await link.exec("INSERT INTO forward_cursors VALUES ($target, $writer, $position, $fence, $holder, $until)", {
		target,
		writer,
		position: position === null ? null : JSON.stringify(position),
		fence,
		holder,
		until,
	});
};

/** One process has the file open, and the gate orders its calls. */
export const openForwardCursors = (database: Database, now: () => number): ForwardCursors => {
	const gate = openGate(1);
	const change = <T>(work: (link: Link) => Promise<T>): Promise<T> =>
		gate.enter(() => database.use((link) => link.transaction(() => work(link))));
	return {
		takeCursor: (name, holder, ttlMs) =>
			change(async (link) => {
				const known = await cursorOf(link, name);
				if (known.holder !== null && known.holder !== holder && known.until > now()) return null;
				const fence = known.fence + 1;
				await put(link, name, { position: known.position, fence, holder, until: now() + ttlMs });
				return { position: known.position, fence };
			}),
		saveCursor: (name, fence, position, ttlMs) =>
			change(async (link) => {
				const known = await cursorOf(link, name);
				if (known.fence !== fence) return false;
				await put(link, name, { ...known, position, until: now() + ttlMs });
				return true;
			}),
		releaseCursor: (name, fence) =>
			change(async (link) => {
				const known = await cursorOf(link, name);
				if (known.fence === fence) await put(link, name, { ...known, holder: null, until: 0 });
			}),
	};
};
