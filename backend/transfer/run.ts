import { setTimeout as sleep } from "node:timers/promises";
import { v4 as uuid } from "uuid";
import { AppError } from "../contract/errors.js";
import type { ImportRecord, Mapping } from "../contract/transfer.js";
import type { Log } from "../logging.js";
import type { NewEvent } from "../store/event.js";
import type { EventWriter, ImportStore, SettingsStore } from "../store/ports.js";
import { type Before, before } from "./before.js";
import type { CheckDeps, CheckRequest } from "./check.js";
import { signalled } from "./file-bytes.js";
import { columnsOf, rowsOf } from "./layout.js";
import { openMapper, sourceName } from "./mapper.js";
import { ownHostOf } from "./own-host.js";
import { planOf } from "./plan.js";
import { everyFifth, type Progress } from "./progress.js";
import { openTally } from "./tally.js";

export interface RunDeps extends CheckDeps {
	readonly store: EventWriter & ImportStore & Pick<SettingsStore, "secret">;
	/** Contents that are being imported, by hash. */
	readonly running: Set<string>;
	readonly log: Log;
	/** Aborts when the backend closes. */
	readonly closing: AbortSignal;
}

export interface RunRequest extends CheckRequest {
	readonly again: boolean;
}

type Message = Progress | { readonly type: "done"; readonly result: ImportRecord };

/** Events an append takes: enough to share a sync, little enough to hold twice. */
const batch = 4_000;
/** How far an import came is written down this often, ms; a crash costs no more than reading so much again. */
const saveEvery = 2_000;

/**
 * Imports a file. What is stored stays stored when it is cancelled or fails, and running it again goes on behind it; rows
 * that were stored already are found by their identity and count as duplicates. The record says how it ended.
 * Throws AppError `conflict`, `invalid`, and what the store throws, after the record is saved.
 */
export async function* run(deps: RunDeps, request: RunRequest): AsyncGenerator<Message> {
	const { files, now, running } = deps;
	const signal = AbortSignal.any([deps.closing, ...(request.signal ? [request.signal] : [])]);
	const opened = await files.get(request.fileId);
	planOf(request.mapping, columnsOf(opened.layout));
	const file = await files.identified(request.fileId, { signal });
	if (running.has(file.sha256)) throw new AppError("conflict", `${file.bytes.name} is being imported already. Wait until that is done.`);
	running.add(file.sha256);
	try {
		const past = await before(deps.store, file.sha256, request);
		yield* importing(deps, { ...request, signal, file, past, startedAt: now() });
	} finally {
		running.delete(file.sha256);
	}
}

interface Work {
	readonly mapping: Mapping;
	readonly again: boolean;
	readonly signal: AbortSignal;
	readonly file: Awaited<ReturnType<RunDeps["files"]["identified"]>>;
	readonly past: Before;
	readonly startedAt: number;
}

async function* importing(deps: RunDeps, work: Work): AsyncGenerator<Message> {
	const { store, now } = deps;
	const { file, mapping, past, signal } = work;
	let record = past.resumed ?? newRecord(work);
	const plan = planOf(mapping, columnsOf(file.layout));
	const suffix = work.again ? `#${record.import_id.slice(0, 8)}` : "";
	const ownHost = await ownHostOf(file, plan);
	const mapper = openMapper(plan, { secret: await store.secret(), receivedAt: work.startedAt, sha256: file.sha256, suffix, ownHost });
	const tally = openTally(mapper, mapping, past.resumed ?? undefined);
	for (const problem of past.notes) tally.note(problem);
	const due = everyFifth(now);
	let [skip, bytes, savedAt] = [record.rows, 0, now()];
	let waiting: NewEvent[] = [];
	let appending: Promise<void> = Promise.resolve();
	let ended = false;

	const save = async (change: Partial<ImportRecord>): Promise<void> => {
		record = { ...record, ...change };
		await store.saveImport(record);
	};
	const counted = async (events: readonly NewEvent[]): Promise<void> => {
		const { inserted } = await appended(store, events, signal);
		const fresh = inserted.reduce((sum, isNew) => sum + (isNew ? 1 : 0), 0);
		record = { ...record, inserted: record.inserted + fresh, duplicates: record.duplicates + events.length - fresh };
	};
	/** One append is under way while the next rows are read. After it all rows up to here are stored. */
	const flush = async (): Promise<void> => {
		await appending;
		const [events, counts] = [waiting, tally.counts()];
		waiting = [];
		appending = counted(events).then(() => {
			record = { ...record, ...counts };
		});
		appending.catch(() => undefined);
	};
	const finish = async (status: ImportRecord["status"], error: string | null): Promise<void> => {
		ended = true;
		await appending.catch(() => undefined);
		await save({ status, error, finished_at: new Date(now()).toISOString() });
		const { import_id, rows, inserted, rejected } = record;
		deps.log.info({ import_id, status, rows, inserted, rejected, ms: now() - work.startedAt }, "import ended");
	};
	const progress = (): Progress => {
		const { inserted, duplicates } = record;
		const { rows, rejected } = tally.counts();
		return { type: "progress", bytes, total_bytes: file.bytes.bytes, rows, inserted, duplicates, rejected };
	};

	await save({ status: "running", error: null, finished_at: null });
	try {
		for await (const lot of rowsOf(file.bytes, file.layout, { signal, onBytes: (read) => (bytes = read) })) {
			const rows = lot.slice(skip);
			skip -= lot.length - rows.length;
			waiting.push(...tally.take(rows));
			if (waiting.length >= batch) await flush();
			if (now() - savedAt >= saveEvery) {
				await appending;
				await save({});
				savedAt = now();
			}
			if (due()) yield progress();
		}
		signalled(signal);
		await flush();
		await appending;
		await finish("done", null);
		yield progress();
		yield { type: "done", result: record };
	} catch (cause) {
		if (!ended) await finish(endOf(cause, deps.closing), messageOf(cause));
		throw cause;
	} finally {
		/** Who listens went away in the middle of a message. */
		if (!ended) await finish(deps.closing.aborted ? "interrupted" : "cancelled", stopped);
	}
}

const stopped = "Stopped before its end. What was stored stays; run it again to go on.";

const endOf = (cause: unknown, closing: AbortSignal): ImportRecord["status"] => {
	if (closing.aborted) return "interrupted";
	return cause instanceof AppError && cause.code === "cancelled" ? "cancelled" : "failed";
};

const messageOf = (cause: unknown): string => {
	if (!(cause instanceof AppError)) return "It failed for a reason that the log tells. What was stored stays; run it again to go on.";
	return cause.code === "cancelled" ? stopped : `${cause.message} What was stored stays; run it again to go on.`;
};

const newRecord = ({ file, mapping, again, startedAt }: Work): ImportRecord => ({
	import_id: uuid(),
	name: file.bytes.name,
	bytes: file.bytes.bytes,
	format: file.layout.format,
	sha256: file.sha256,
	source: mapping.source ?? sourceName(file.sha256),
	status: "running",
	rows: 0,
	inserted: 0,
	duplicates: 0,
	rejected: 0,
	problems: [],
	first_ts: null,
	last_ts: null,
	error: null,
	started_at: new Date(startedAt).toISOString(),
	finished_at: null,
	mapping,
	again,
});

/** Waits where the store asks to; other writers go on meanwhile. */
const appended = async (store: EventWriter, events: readonly NewEvent[], signal: AbortSignal) => {
	for (let wait = 50; ; wait = Math.min(wait * 2, 2_000)) {
		try {
			return await store.append(events);
		} catch (cause) {
			if (!(cause instanceof AppError) || cause.code !== "overloaded" || signal.aborted) throw cause;
			await sleep(wait);
		}
	}
};
