import { AppError } from "../contract/errors.js";
import type { AsideGroup, MigrationProgress, MigrationResult } from "../contract/migration.js";
import {
	backedUpKinds,
	type OldData,
	type OldDocument,
	type OldKind,
	type Refused,
	type Taken,
	type TakenKind,
	takenKinds,
} from "../store/predecessor-port.js";
import { type MigrationNote, saveNote, suffixOf } from "./migration-note.js";
import { takenEvent } from "./old-event.js";
import { takenProduct, takenUser } from "./old-records.js";

export interface MigrateDeps {
	readonly old: OldData;
	/** Epoch ms. */
	readonly now: () => number;
	readonly tell: (progress: MigrationProgress) => void;
	readonly signal: AbortSignal;
}

const stopped = (): AppError =>
	new AppError("cancelled", "Taking over was stopped. What was taken stays, the rest is as it was; run it again to go on.");

const goOn = ({ signal }: Pick<MigrateDeps, "signal">): void => {
	if (signal.aborted) throw stopped();
};

const judges = { events: takenEvent, users: takenUser, products: takenProduct } as const satisfies Record<
	TakenKind,
	(document: OldDocument, now: number) => Taken | Refused
>;

const isRefused = (one: Taken | Refused): one is Refused => "reason" in one;

type Backups = MigrationResult["backups"];

export const backupsOf = (old: OldData, note: MigrationNote): Backups =>
	note.kinds.map((kind) => ({ kind, collection: old.backupName(kind, note.suffix) }));

/** Before it has begun: its time will end the names. */
export const backupsToBe = (old: OldData, counts: Readonly<Record<OldKind, number>>, now: number): Backups =>
	backedUpKinds
		.filter((kind) => counts[kind] > 0)
		.map((kind) => ({ kind, collection: old.backupName(kind, `${suffixOf(now).slice(0, 8)}_…`) }));

const mostExamples = 3;

/** Reasons with how many there are of each, the most first. */
const openTally = () => {
	const groups = new Map<string, { kind: TakenKind; reason: string; count: number; examples: string[] }>();
	return {
		add: (kind: TakenKind, id: string, { reason }: Refused): void => {
			const name = `${kind} ${reason}`;
			const group = groups.get(name) ?? { kind, reason, count: 0, examples: [] };
			group.count += 1;
			if (group.examples.length < mostExamples) group.examples.push(id);
			groups.set(name, group);
		},
		groups: (): AsideGroup[] => [...groups.values()].sort((a, b) => b.count - a.count),
	};
};

/** Reads all that is there and tells what would become of it. Writes nothing. */
export const rehearse = async (deps: MigrateDeps): Promise<MigrationResult> => {
	const { old, now, tell } = deps;
	const began = now();
	const counts = await old.counts();
	const tally = openTally();
	const taken = { events: 0, users: 0, products: 0 };
	for (const kind of takenKinds) {
		let done = 0;
		tell({ step: "checking", of: kind, done, total: counts[kind] });
		for await (const batch of old.look(kind)) {
			goOn(deps);
			for (const document of batch) {
				const judged = judges[kind](document, began);
				if (isRefused(judged)) tally.add(kind, document.id, judged);
				else taken[kind] += 1;
			}
			done += batch.length;
			tell({ step: "checking", of: kind, done, total: Math.max(done, counts[kind]) });
		}
	}
	const { api_keys, log_ins, aggregates_minute } = counts;
	const backups = backupsToBe(old, counts, began);
	return {
		dry_run: true,
		taken,
		removed: { api_keys, log_ins, aggregates_minute },
		aside: tally.groups(),
		backups,
		ms: now() - began,
	};
};

interface Running extends MigrateDeps {
	readonly note: MigrationNote;
	readonly counts: Readonly<Record<OldKind, number>>;
	readonly beat: () => Promise<void>;
}

/** Tells how far a step is, and lets no step begin after it was stopped or another process took over. */
const stepper = (running: Running, step: MigrationProgress["step"], { of, total }: { of: string; total: number }) => {
	let done = 0;
	running.tell({ step, of, done, total });
	return async (count: number): Promise<void> => {
		goOn(running);
		await running.beat();
		done += count;
		running.tell({ step, of, done, total: Math.max(done, total) });
	};
};

/** As often as somebody else may write while it is copied. */
const attempts = 3;

const notProven = (old: OldData, kind: string): AppError =>
	new AppError(
		"conflict",
		`The backup of ${kind} in ${old.where} is not the same as what was copied, since another program writes to it. Nothing was changed. Stop that program, then run this again.`,
		{ reason: "not_proven" },
	);

const backUpAll = async (running: Running): Promise<void> => {
	const { old, note, counts } = running;
	for (const kind of note.kinds) {
		for (let attempt = 1; ; attempt++) {
			await old.backUp(kind, note.suffix, stepper(running, "backup", { of: kind, total: counts[kind] }));
			if (await old.isProven(kind, note.suffix)) break;
			if (attempt === attempts) throw notProven(old, kind);
		}
	}
};

const takeAll = async (running: Running, kind: TakenKind): Promise<void> => {
	const { old, note, counts, now } = running;
	const each = stepper(running, kind, { of: kind, total: counts[kind] });
	const put = async (judged: readonly (Taken | Refused)[]): Promise<void> => {
		await old.take(
			kind,
			note.suffix,
			judged.filter((one): one is Taken => !isRefused(one)),
		);
		await old.setAside(kind, note.suffix, judged.filter(isRefused));
		await each(judged.length);
	};
	/** One batch is put in its place while the next is read and judged. */
	let putting: Promise<void> = Promise.resolve();
	try {
		for await (const batch of old.read(kind, note.suffix)) {
			const judged = batch.map((document) => judges[kind](document, now()));
			await putting;
			putting = put(judged);
			putting.catch(() => undefined); // Met by the next await.
		}
	} finally {
		await putting;
	}
};

/** Every document of the backup is taken over or set aside. */
const prove = async (running: Running): Promise<Record<TakenKind, number>> => {
	const { old, note } = running;
	const taken = { events: 0, users: 0, products: 0 };
	for (const kind of takenKinds) {
		const each = stepper(running, "checking", { of: kind, total: running.counts[kind] });
		const found = await old.account(kind, note.suffix, each);
		taken[kind] = found.taken;
		if (found.missing === 0) continue;
		throw new AppError(
			"conflict",
			`${found.missing.toLocaleString("en")} ${kind} of the backup ${old.backupName(kind, note.suffix)} are neither there nor set aside: somebody removed them meanwhile. The backup is whole; look there.`,
			{ reason: "missing" },
		);
	}
	return taken;
};

/**
 * Takes over what the predecessor left: all is copied and the copy proven, then each document is put into the console's form in its place,
 * or set aside with the reason. Stopped or killed, it goes on where it was when it is called again. Rejects with AppError `conflict` where
 * another process takes over, or where the proof fails; with `cancelled` when the signal aborts.
 */
export const migrate = async (deps: MigrateDeps, begin: () => Promise<MigrationNote>): Promise<MigrationResult> => {
	const { old, now } = deps;
	const began = now();
	const done = await old.hold(async (beat) => {
		const note = await begin();
		const running: Running = { ...deps, note, beat, counts: await old.counts() };
		if (!note.backed_up) {
			await backUpAll(running);
			await saveNote(old, { ...note, backed_up: true });
		}
		const removed = { api_keys: 0, log_ins: 0, aggregates_minute: 0 };
		// Before the events, which are counted by the minute as they come.
		removed.aggregates_minute = running.counts.aggregates_minute > 0 ? await old.clear("aggregates_minute", note.suffix) : 0;
		await takeAll(running, "users");
		await takeAll(running, "products");
		removed.api_keys = await old.clear("api_keys", note.suffix);
		removed.log_ins = await old.clear("log_ins", note.suffix);
		// Again, since the predecessor may have gone on meanwhile; while it does so faster than this, what is left is told of.
		for (let [before, left] = [Number.POSITIVE_INFINITY, running.counts.events]; left > 0 && left < before; ) {
			await takeAll(running, "events");
			[before, left] = [left, (await old.counts()).events];
		}
		const taken = await prove(running);
		await saveNote(old, { ...note, backed_up: true, state: "done", finished_at: now() });
		return { dry_run: false, taken, removed, aside: [...(await old.aside())], backups: backupsOf(old, note), ms: now() - began };
	});
	if (done) return done.value;
	throw new AppError("conflict", "Another console takes over the Python system's data just now. Wait until that is done.");
};
