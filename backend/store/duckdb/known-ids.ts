import { hash } from "node:crypto";
import type { EventKey } from "../ports.js";
import { type BloomOptions, openBloom } from "./bloom.js";
import type { Database, Link } from "./database.js";
import fillSql from "./sql/ids-of-all-events.sql";
import lookSql from "./sql/ids-stored-among.sql";

/** Events among the newest so many are looked at first: a resend is mostly a recent one, and that scan took 18 ms on busy cores. */
const recent = 500_000;

export interface KnownIds {
	/** Reads the ids of what is stored. Appending waits for it; reading need not. */
	fill(database: Database): Promise<void>;
	/** Learns the ids of a table that has them as `events` does, such as events that come back from a backup. */
	learn(link: Link, table: string): Promise<void>;
	/** Ends a filling that runs, when nobody waits for it any more. */
	stop(): void;
	/**
	 * For each event whether it is new: not stored, and not earlier in the list. What is found new counts as known from then on;
	 * an event that is not stored after all costs no more than an exact look later.
	 */
	sieve(events: readonly EventKey[], link: Link, nextSeq: number): Promise<boolean[]>;
	/** How often the filter could not tell and the table was asked. */
	readonly looks: number;
}

const keyOf = ({ source, eventId }: EventKey): string => `${source}\u001f${eventId}`;

/** The first eight bytes of an MD5, little-endian, as md5_number_upper gives them in SQL. MD5 mixes well here; nothing rests on its secrecy. */
const hashes = (text: string): readonly [number, number] => {
	const digest = hash("md5", text, "binary");
	const word = (at: number): number =>
		digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8) | (digest.charCodeAt(at + 2) << 16) | (digest.charCodeAt(at + 3) << 24);
	return [word(0), word(4)];
};

const storedAmong = async (keys: readonly EventKey[], link: Link, nextSeq: number): Promise<Set<string>> => {
	const stored = new Set<string>();
	const look = async (wanted: readonly EventKey[], since: number, until: number): Promise<void> => {
		const rows = await link.rows(lookSql, { ids: wanted.map(({ eventId }) => eventId), since, until });
		for (const row of rows) stored.add(keyOf({ source: String(row["source"]), eventId: String(row["event_id"]) }));
	};
	const border = Math.max(0, nextSeq - recent);
	await look(keys, border, nextSeq);
	const missing = keys.filter((key) => !stored.has(keyOf(key)));
	if (missing.length > 0 && border > 0) await look(missing, 0, border);
	return stored;
};

/** `seed` is the store's own, so that nobody outside can make up ids that meet in the filter. */
export const openKnownIds = (seed: string, options?: BloomOptions): KnownIds => {
	const bloom = openBloom(options);
	let looks = 0;
	let stopped = false;
	const learn = async (link: Link, sql: string, ended: () => boolean): Promise<void> => {
		const result = await link.stream(sql, { seed });
		for (;;) {
			const chunk = ended() ? null : await link.attempt(() => result.fetchChunk());
			if (!chunk || chunk.rowCount === 0) return;
			const [a, b] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
			for (let i = 0; i < chunk.rowCount; i++) bloom.add((a.getItem(i) as number) | 0, (b.getItem(i) as number) | 0);
		}
	};
	return {
		fill: (database) => database.use((link) => learn(link, fillSql, () => stopped)),
		learn: (link, table) => learn(link, fillSql.replace("FROM events", `FROM ${table}`), () => false),
		stop: () => {
			stopped = true;
		},
		sieve: async (events, link, nextSeq) => {
			const doubtful: number[] = [];
			for (const [index, event] of events.entries()) {
				const [a, b] = hashes(seed + keyOf(event));
				if (bloom.has(a, b)) doubtful.push(index);
				else bloom.add(a, b);
			}
			const fresh = events.map(() => true);
			if (doubtful.length === 0) return fresh;
			looks += 1;
			const stored = await storedAmong(
				doubtful.map((index) => events[index] as EventKey),
				link,
				nextSeq,
			);
			for (const [index, event] of events.entries()) {
				const key = keyOf(event);
				fresh[index] = !stored.has(key);
				stored.add(key);
			}
			return fresh;
		},
		get looks() {
			return looks;
		},
	};
};
