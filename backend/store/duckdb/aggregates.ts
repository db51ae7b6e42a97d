import { AppError } from "../../contract/errors.js";
import type { AggregateOwner } from "../../contract/metrics.js";
import { movedOn, notYours, ownedBy, tooMuch } from "../aggregate-failures.js";
import { type AggregateStore, type CountProgress, type MinuteCount, mostCounts, mostSeen } from "../aggregate-port.js";
import { pageName } from "../page-name.js";
import type { Database, Link } from "./database.js";
import gather from "./sql/counts/gather.sql";
import pageNames from "./sql/counts/page-names.sql";
import readSql from "./sql/counts/read.sql";
import recountSql from "./sql/counts/recount.sql";
import standingSql from "./sql/counts/standing.sql";

/** Rows of the ledger after which they are added up: seldom, since no commit goes on meanwhile, and reading so many takes some 10 ms. */
const gatherAt = 200_000;

export interface Aggregates {
	readonly store: AggregateStore;
	/** True while the writer counts what it stores. */
	readonly counting: () => boolean;
	/** Tells that so many rows came to the ledger. */
	readonly came: (rows: number) => void;
	readonly close: () => Promise<void>;
}

export interface AggregateOptions {
	readonly database: Database;
	readonly now: () => number;
	/** Runs work between two commits of the writer, so that it sees each of them whole or not at all, and no checkpoint meanwhile. */
	readonly between: (work: () => Promise<void>) => Promise<void>;
	readonly onFailure: (error: unknown) => void;
}

/** Within the caller's transaction. By the appender, since a commit of few events would notice the planning of one more statement. */
export const addToLedger = (link: Link, counts: readonly MinuteCount[], at: number): Promise<void> =>
	link.append(
		"minute_counts_added",
		counts.map(({ windowStart, page, eventType, count }) => [windowStart, page, eventType, count, at]),
	);

const ownerOf = async (link: Link): Promise<AggregateOwner | null> => {
	const [row] = await link.rows("SELECT owner FROM aggregates_owner");
	return row ? (row["owner"] as AggregateOwner) : null;
};

interface Standing {
	readonly owner: AggregateOwner | null;
	/** Where each partition's counts end. */
	readonly offsets: Map<number, number>;
}

const standingOf = async (link: Link, stream: string): Promise<Standing> => {
	const rows = await link.rows(standingSql, { stream });
	const offsets = new Map<number, number>();
	for (const { part, next_offset } of rows) if (part !== null) offsets.set(Number(part), Number(next_offset));
	return { owner: (rows[0]?.["owner"] ?? null) as AggregateOwner | null, offsets };
};

/** Each statement is planned anew, which costs more than it does: few of them, and rows by the appender. */
const moveOn = async (link: Link, offsets: Map<number, number>, { stream, partitions, forgetBefore }: CountProgress): Promise<void> => {
	for (const { partition, from, to } of partitions) {
		const stands = offsets.get(partition) ?? null;
		if (stands !== from || to < (from ?? 0)) throw movedOn({ stream, partition, from, to, stands });
		offsets.set(partition, to);
	}
	await link.exec("DELETE FROM stream_ids WHERE stream = $stream AND until < $forgetBefore", { stream, forgetBefore });
	await link.exec("DELETE FROM stream_offsets WHERE stream = $stream", { stream });
	await link.append(
		"stream_offsets",
		[...offsets].map(([partition, offset]) => [stream, partition, offset]),
	);
	const seen = partitions.flatMap((one) =>
		one.seen.filter(({ ids }) => ids.length > 0).map((ids) => ({ partition: one.partition, ...ids })),
	);
	const kept = seen.filter(({ until }) => until >= forgetBefore);
	await link.append(
		"stream_ids",
		kept.map(({ partition, until, ids }) => [stream, partition, until, JSON.stringify(ids)]),
	);
};

/** From the events that are stored, each under the name of its page. */
const recount = async (link: Link, at: number): Promise<void> => {
	const pages = (await link.rows("SELECT DISTINCT page FROM events WHERE page IS NOT NULL")).map(({ page }) => String(page));
	const changed = pages.filter((page) => pageName(page) !== page);
	await link.exec(pageNames, { pages: JSON.stringify(changed), names: JSON.stringify(changed.map(pageName)) });
	await link.exec(recountSql, { at });
};

const record = async (link: Link, owner: AggregateOwner, at: number): Promise<void> => {
	if (owner === "spark")
		throw new AppError("unsupported", "The Spark job keeps its counts in MongoDB only. Set MONGO_URI, or leave AGGREGATES=ingest.");
	await link.exec("INSERT INTO aggregates_owner VALUES ($owner)", { owner });
	if (owner === "ingest") await recount(link, at);
};

const tables = ["aggregates_owner", "minute_counts", "minute_counts_added", "stream_offsets", "stream_ids"] as const;

export const openAggregates = ({ database, now, between, onFailure }: AggregateOptions): Aggregates => {
	let counting = false;
	let rows = 0;
	let gathering: Promise<void> | null = null;
	const alone = (work: (link: Link) => Promise<void>): Promise<void> =>
		between(() => database.use((link) => link.transaction(() => work(link))));
	/** Adds the ledger up into the rows of its minutes. */
	const addUp = async (link: Link): Promise<void> => {
		await link.exec(gather);
		await link.exec("DELETE FROM minute_counts WHERE window_start IN (SELECT window_start FROM minute_counts_added)");
		await link.exec("DELETE FROM minute_counts_added");
		await link.exec("INSERT INTO minute_counts BY NAME FROM counts_gathered");
	};
	const came = (more: number): void => {
		rows += more;
		if (rows < gatherAt || gathering) return;
		rows = 0;
		gathering = alone(addUp)
			.catch(onFailure)
			.finally(() => {
				gathering = null;
			});
	};
	const store: AggregateStore = {
		aggregatesOwner: () => database.use(ownerOf),
		claimAggregates: async (owner) => {
			// Between two commits only the first time: that waits until all ids of the store were read.
			if ((await database.use(ownerOf)) !== owner)
				await alone(async (link) => {
					const known = await ownerOf(link);
					if (known !== null && known !== owner) throw ownedBy(known, owner);
					if (known === null) await record(link, owner, now());
				});
			counting = owner === "ingest";
		},
		handAggregates: async (owner) => {
			await alone(async (link) => {
				for (const table of tables) await link.exec(`DELETE FROM ${table}`);
				await record(link, owner, now());
			});
			counting = owner === "ingest";
		},
		addCounts: async (counts, progress) => {
			const seen = progress.partitions.flatMap((one) => one.seen).reduce((sum, { ids }) => sum + ids.length, 0);
			if (counts.length > mostCounts || seen > mostSeen) throw tooMuch(counts.length, seen);
			await alone(async (link) => {
				const { owner, offsets } = await standingOf(link, progress.stream);
				if (owner !== "consumer") throw notYours(owner);
				await moveOn(link, offsets, progress);
				await addToLedger(link, counts, now());
			});
			came(counts.length);
		},
		countProgress: async (stream) =>
			(
				await database.use((link) =>
					link.rows("SELECT part, next_offset FROM stream_offsets WHERE stream = $stream ORDER BY part", { stream }),
				)
			).map((row) => ({ partition: Number(row["part"]), offset: Number(row["next_offset"]) })),
		seenIds: (stream, partition, take) =>
			database.use(async (link) => {
				const found = await link.stream("SELECT until, ids FROM stream_ids WHERE stream = $stream AND part = $partition", {
					stream,
					partition,
				});
				for (;;) {
					const chunk = await link.attempt(() => found.fetchChunk());
					if (!chunk || chunk.rowCount === 0) return;
					for (const [until, ids] of chunk.getRows()) take({ until: Number(until), ids: JSON.parse(String(ids)) as string[] });
				}
			}),
		aggregates: async ({ from, to, limit }) =>
			(await database.use((link) => link.rows(readSql, { from, to, limit }))).map((row) => ({
				windowStart: Number(row["window_start"]),
				page: row["page"] === null ? null : String(row["page"]),
				eventType: String(row["event_type"]),
				count: Number(row["count"]),
			})),
	};
	return {
		store,
		counting: () => counting,
		came,
		close: async () => {
			await gathering;
		},
	};
};
