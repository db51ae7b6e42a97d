import { AppError } from "../contract/errors.js";
import type { MoveProgress, MoveResult } from "../contract/storage.js";
import { type Depot, incidental, type RecordKind, recordKinds } from "../store/depot-port.js";
import { check } from "./check.js";
import { type MoveNote, readNote, saveNote } from "./note.js";

export interface MoveDeps {
	readonly from: Depot;
	readonly to: Depot;
	/** Epoch ms. */
	readonly now: () => number;
	readonly tell: (progress: MoveProgress) => void;
	readonly signal: AbortSignal;
}

const stopped = (): AppError =>
	new AppError("cancelled", "The move was stopped. Nothing of the source was changed; start it again to go on where it was.");

const goOn = ({ signal }: MoveDeps): void => {
	if (signal.aborted) throw stopped();
};

/** How often the target is told how far the move is, ms: what comes after is read again when it goes on. */
const noteEveryMs = 1_000;

/** What people made that is in a store already, for people; empty where there is nothing. */
const contents = async (depot: Depot): Promise<string[]> => {
	const events = (await depot.countEvents()) + (await depot.countForeign());
	const found = events > 0 ? [`${events.toLocaleString("en")} events`] : [];
	for (const kind of recordKinds.filter((one) => !incidental.has(one))) {
		const count = await depot.countRecords(kind);
		if (count > 0) found.push(`${count.toLocaleString("en")} ${kind.replaceAll("_", " ")}`);
	}
	return found;
};

const remedy = {
	embedded: "Move that file out of the data folder, or name another folder with DATA_DIR; then start the move again.",
	mongodb: "Name another database, or empty this one yourself; then start the move again.",
} as const;

const refuseUnlessEmpty = async (to: Depot): Promise<void> => {
	const found = await contents(to);
	if (found.length === 0) return;
	throw new AppError(
		"conflict",
		`Data is moved into an empty store alone, and ${to.where} holds ${found.join(", ")}. Nothing was changed. ${remedy[to.kind]}`,
		{ reason: "not_empty" },
	);
};

/** Where to begin: at the first event of an empty target, or where an interrupted move of the same source was. */
const begin = async ({ from, to, now }: MoveDeps): Promise<MoveNote> => {
	const [source, note] = [await from.id(), await readNote(to)];
	if (note?.from !== source || note.state === "done") {
		await refuseUnlessEmpty(to);
		return { from: source, state: "running", seq: 0, began_at: now() };
	}
	if (note.state === "differs") await to.clearEvents();
	return { ...note, state: "running", seq: note.state === "differs" ? 0 : note.seq };
};

/** A batch is written while the next one is read. */
const moveEvents = async (deps: MoveDeps, begun: MoveNote): Promise<MoveNote> => {
	const { from, to, now, tell } = deps;
	const total = await from.countEvents();
	let done = begun.seq === 0 ? 0 : await to.countEvents();
	let note = begun;
	let noted = now();
	tell({ step: "events", done, total });
	let adding: Promise<void> = Promise.resolve();
	try {
		for await (const batch of from.readEvents(begun.seq)) {
			await adding;
			goOn(deps);
			if (now() - noted >= noteEveryMs) {
				await saveNote(to, note);
				noted = now();
			}
			adding = to.addEvents(batch.map(({ event }) => event)).then(() => {
				done = Math.min(total, done + batch.length);
				note = { ...note, seq: batch.at(-1)?.seq ?? note.seq };
				tell({ step: "events", done, total });
			});
			adding.catch(() => undefined); // Met by the next await.
		}
	} finally {
		await adding;
		await saveNote(to, note);
	}
	return note;
};

const moveMarks = async (deps: MoveDeps): Promise<void> => {
	let done = 0;
	for await (const batch of deps.from.readMarks()) {
		goOn(deps);
		if (batch.length > 0) await deps.to.addMarks(batch);
		done += batch.length;
		deps.tell({ step: "marks", done, total: done });
	}
};

const moveRecords = async (deps: MoveDeps, kind: RecordKind): Promise<void> => {
	const { from, to, tell } = deps;
	const total = await from.countRecords(kind);
	let done = 0;
	tell({ step: kind, done, total });
	const counted = async function* () {
		for await (const batch of from.readRecords(kind)) {
			goOn(deps);
			yield batch;
			done += batch.length;
			tell({ step: kind, done, total });
		}
	};
	await to.replaceRecords(kind, counted());
};

/** What clean-up runs have deleted and can bring back. */
const moveDeleted = async (deps: MoveDeps): Promise<void> => {
	let done = 0;
	for (const by of await deps.from.deletions()) {
		const counted = async function* () {
			for await (const batch of deps.from.readDeleted(by)) {
				goOn(deps);
				yield batch;
				done += batch.length;
				deps.tell({ step: "deleted events", done, total: done });
			}
		};
		await deps.to.replaceDeleted(by, counted());
	}
};

/**
 * Copies all of one store into another, empty one and proves it: counts, and a digest of every field, of events and of each kind of record.
 * The source is read alone. Stopped or killed, it goes on where it was when it is called again. Rejects with AppError `conflict` for a
 * target with other data (nothing is changed then) and where the two differ at the end; with `cancelled` when the signal aborts.
 */
export const moveAll = (deps: MoveDeps): Promise<MoveResult> =>
	moved(deps).catch((error: unknown) => {
		if (!(error instanceof AppError) || error.code !== "store_unavailable") throw error;
		throw new AppError(error.code, `The move stopped; start it again, and it goes on where it was. ${error.message}`, error.details);
	});

const moved = async (deps: MoveDeps): Promise<MoveResult> => {
	const { from, to, now } = deps;
	const began = now();
	await from.settle();
	const note = await begin(deps);
	await saveNote(to, note);
	const last = await moveEvents(deps, note);
	await moveMarks(deps);
	for (const kind of recordKinds) await moveRecords(deps, kind);
	await moveDeleted(deps);
	const proof = await check({ ...deps, goOn: () => goOn(deps) }).catch(async (error: unknown) => {
		if (error instanceof AppError && error.code === "conflict") await saveNote(to, { ...last, state: "differs" });
		throw error;
	});
	await saveNote(to, { ...last, state: "done" });
	return { from: from.where, to: to.where, ...proof, unmoved: [...(await from.unmoved())], ms: now() - began };
};
