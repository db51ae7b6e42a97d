import { AppError } from "../contract/errors.js";
import type { SeedEstimate, SeedOptions, SeedOutcome, SeedProgress, SeedRun } from "../contract/seeding.js";
import type { Parts } from "./deps.js";
import { estimateOf } from "./expected.js";
import { openGeneration } from "./generate.js";
import { begun, iso, lookForLeft, planFor, remembered, userIdOf } from "./history.js";
import { leftMs, openPace } from "./pace.js";
import { type Plan, runId } from "./plan.js";
import { seedProducts } from "./products.js";
import { removeRun } from "./remove.js";
import { type Written, writeAll } from "./write.js";

/** Left free for the log of what is written, and for the system. */
const spareBytes = 256 * 1024 ** 2;
/** How far a run came is written down this often, ms. */
const saveEvery = 2_000;
const tellEvery = 200;

export interface Prepared {
	readonly plan: Plan;
	readonly estimate: SeedEstimate;
	/** The run with these options, if there was one. */
	readonly before: SeedRun | null;
	/** As it begins. */
	readonly run: SeedRun;
	readonly startedAt: number;
}

export const busyWith = (what: string): AppError =>
	new AppError("conflict", `${what} goes on already. Wait until it is done, or cancel it; nothing was written.`);

/** A run of a shared store, at which another console is. */
export const elsewhere = (id: string): AppError =>
	new AppError("conflict", `Another console makes the run ${id} just now. Wait until it is done, or cancel it there; nothing was changed.`);

const tooFull = (needed: number, free: number): AppError =>
	new AppError(
		"disk_full",
		`This run needs about ${Math.ceil(needed / 1e6)} MB, and the disk has ${Math.floor(free / 1e6)} MB free. Free some space, or ask for less; nothing was written.`,
		{ needed, free },
	);

/** Everything that can be wrong is found here, before anything is written. Throws AppError `invalid`, `conflict`, `disk_full`. */
export const prepare = async (parts: Parts, options: SeedOptions): Promise<Prepared> => {
	const { store, now, busy, freeBytes } = parts;
	await lookForLeft(parts);
	const plan = await planFor(store, options, now());
	if (busy.with !== null) throw busyWith(busy.with);
	const estimate = estimateOf(plan, await store.seedRuns(remembered));
	const [needed, free] = [estimate.bytes + spareBytes, await freeBytes()];
	if (free < needed) throw tooFull(needed, free);
	const before = await store.seedRun(runId(plan));
	if (before?.status === "running") throw elsewhere(before.run_id);
	const startedAt = now();
	return { plan, estimate, before, run: begun(plan, before, startedAt), startedAt };
};

type Tell = (message: SeedProgress) => void;

interface Work extends Prepared {
	readonly parts: Parts;
	readonly signal: AbortSignal;
	readonly tell: Tell;
}

/** Progress in the words of the contract, at most five times a second. */
const openTeller = ({ parts, estimate, tell, plan }: Work) => {
	const pace = openPace();
	const steps = plan.options.seed_products ? 3 : 2;
	let last = 0;
	return (step: SeedProgress["step"], { events, day, visitors, orders }: Pick<Written, "events" | "day" | "visitors" | "orders">): void => {
		const at = parts.now();
		if (at - last < tellEvery && step === "visits") return;
		last = at;
		const rate = pace.rate(events, at);
		const expected = estimate.events + estimate.bot_events;
		tell({
			type: "progress",
			step,
			step_number: step === "products" ? 1 : step === "visitors" ? steps - 1 : steps,
			steps,
			day,
			events,
			expected_events: Math.max(expected, events),
			visitors,
			orders,
			rate,
			left_ms: leftMs(events, expected, rate),
		});
	};
};

const nothing = { events: 0, day: 0, visitors: 0, orders: 0 };

const withProducts = async ({ parts, plan }: Work, run: SeedRun): Promise<SeedRun> => {
	if (!plan.options.seed_products) return run;
	const { ids } = await seedProducts(parts.store, parts.now());
	return { ...run, products: [...new Set([...run.products, ...ids])] };
};

const withAccount = async ({ parts, plan }: Work, run: SeedRun): Promise<Started> => {
	if (plan.username === null) return { run, userId: undefined };
	const { userId, isNew } = await parts.customerNamed({ username: plan.username, userId: userIdOf(plan.username) });
	return { run: isNew ? { ...run, user_id: userId } : run, userId };
};

interface Started {
	readonly run: SeedRun;
	readonly userId: string | undefined;
}

/** `onStored` is given the run as it stands after each lot that the store took. */
const write = async (work: Work, started: Started, onStored: (run: SeedRun) => void): Promise<SeedOutcome> => {
	const { parts, plan, signal, before, startedAt } = work;
	const { store, now } = parts;
	const told = openTeller(work);
	told("visitors", nothing);
	const generation = await openGeneration(plan, { userId: started.userId, signal });
	const { tally } = generation;
	const found = before?.events ?? 0;
	let run: SeedRun = { ...started.run, from: generation.calendar[0]?.start ?? plan.now };
	let savedAt = now();
	const written = await writeAll(parts.ingest, generation, {
		signal,
		onStored: ({ events, visitors, orders }) => {
			run = { ...run, visitors, orders, events: Math.max(events, found) };
			onStored(run);
		},
		onWritten: async (written) => {
			told("visits", written);
			if (now() - savedAt < saveEvery) return;
			savedAt = now();
			await store.saveSeedRun(run);
		},
	});
	const truth = tally.truth();
	const { visitors, sessions, orders, events } = truth.totals;
	run = {
		...run,
		visitors,
		sessions,
		orders,
		events,
		status: "done",
		finished_at: iso(now()),
		took_ms: before?.status === "done" ? before.took_ms : now() - startedAt,
	};
	await store.saveSeedRun(run, truth);
	return { run, added: written.added, already: written.events - written.added };
};

/** What stays of a run that did not come to its end: of one that was done before everything, else nothing; all of it when the program closes. */
const ended = async ({ parts, before, startedAt }: Work, run: SeedRun, cause: unknown): Promise<void> => {
	const { store, now, closing, log } = parts;
	if (before?.status === "done") return store.saveSeedRun(before);
	const stopped = { ...run, finished_at: iso(now()), took_ms: now() - startedAt };
	if (closing.aborted) {
		const error = "The program was closed during this run. What was written stays; run it again to complete it, or undo it.";
		return store.saveSeedRun({ ...stopped, status: "interrupted", error });
	}
	const wasCancelled = cause === undefined || (cause instanceof AppError && cause.code === "cancelled");
	const error =
		cause instanceof AppError
			? `${cause.message} Nothing of this run was kept.`
			: "It failed for a reason that the log tells. Nothing of this run was kept.";
	try {
		await removeRun({ parts, run: stopped, status: wasCancelled ? "cancelled" : "failed", ...(wasCancelled ? {} : { error }) });
	} catch (err) {
		log.error({ err, run: run.run_id }, "what a run wrote could not be taken out");
		await store.saveSeedRun({
			...stopped,
			status: "interrupted",
			error: "It ended early, and what it wrote could not be taken out. Undo it.",
		});
	}
};

/** Makes a prepared run. Resolves with what came of it; rejects with `cancelled` or what went wrong, when nothing of it is left. */
export const make = async (
	parts: Parts,
	prepared: Prepared,
	{ signal, tell }: { readonly signal: AbortSignal; readonly tell: Tell },
): Promise<SeedOutcome> => {
	const { plan, startedAt } = prepared;
	const work: Work = { ...prepared, parts, signal: AbortSignal.any([parts.closing, signal]), tell };
	let { run } = prepared;
	await parts.store.saveSeedRun(run);
	try {
		if (plan.options.seed_products) openTeller(work)("products", nothing);
		run = await withProducts(work, run);
		const account = await withAccount(work, run);
		run = account.run;
		await parts.store.saveSeedRun(run);
		const outcome = await write(work, account, (stored) => {
			run = stored;
		});
		parts.log.info({ run: run.run_id, events: outcome.run.events, added: outcome.added, ms: parts.now() - startedAt }, "demo data made");
		return outcome;
	} catch (cause) {
		const failure = work.signal.aborted ? new AppError("cancelled", "The run was cancelled. Nothing of it was kept.") : cause;
		await ended(work, run, failure);
		throw failure;
	}
};
