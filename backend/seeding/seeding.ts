import { AppError } from "../contract/errors.js";
import type { SeedOutcome, SeedProgress, SeedRun } from "../contract/seeding.js";
import { openFeed } from "../ingest/index.js";
import { openIngest } from "../ingest/ingest.js";
import { messagesOf } from "../messages.js";
import { os } from "../operations.js";
import type { Parts, SeedIngest, SeedingDeps } from "./deps.js";
import { estimateOf } from "./expected.js";
import { interruptLeft, lookForLeft, planFor, remembered, runNamed } from "./history.js";
import { leftMs, openPace } from "./pace.js";
import { seedProducts } from "./products.js";
import { removeRun } from "./remove.js";
import { busyWith, elsewhere, make, prepare } from "./run.js";

export { pictureOf } from "./shop/picture.js";
export { type Profile, profiles, type Simulation, simulate } from "./simulate.js";

export interface Seeding {
	readonly parts: Parts;
	/** Stops a run after what it is storing; its record says interrupted. Call it before the store closes. */
	close(): Promise<void>;
}

/** What is seeded is not told to the tracking view, which shows what shops send. */
const openSeedIngest = ({ store, log }: SeedingDeps): SeedIngest => {
	const clock = { receivedAt: 0 };
	const { batch } = openIngest({ store, log, now: () => clock.receivedAt, feed: openFeed() });
	return Object.assign(clock, { batch });
};

export const openSeeding = async (deps: SeedingDeps): Promise<Seeding> => {
	// A shared store may be away now; those who ask for the list look again.
	if (deps.store.kind === "embedded") await interruptLeft(deps.store, deps.now());
	const closing = new AbortController();
	const busy = { with: null };
	const parts: Parts = { ...deps, ingest: openSeedIngest(deps), closing: closing.signal, busy };
	return {
		parts,
		close: async () => {
			closing.abort();
			while (parts.busy.with !== null) await new Promise((done) => setTimeout(done, 10));
		},
	};
};

/** One at a time: two runs would share the machine and end later than one after the other. */
const alone = async <T>({ busy }: Parts, name: string, work: () => Promise<T>): Promise<T> => {
	if (busy.with !== null) throw busyWith(busy.with);
	busy.with = name;
	try {
		return await work();
	} finally {
		busy.with = null;
	}
};

type RunMessage = { type: "started"; run: SeedRun } | SeedProgress | { type: "done"; result: SeedOutcome };

/** Ends the work, too, when whoever listens goes away. */
async function* whileListened<M, R>(
	given: AbortSignal | undefined,
	work: (tell: (message: M) => void, signal: AbortSignal) => Promise<R>,
	first?: M,
): AsyncGenerator<M | { type: "done"; result: R }> {
	const gone = new AbortController();
	const signal = given ? AbortSignal.any([given, gone.signal]) : gone.signal;
	let over: Promise<unknown> = Promise.resolve();
	const messages = messagesOf<M, R>((tell) => {
		const working = work(tell, signal);
		over = working.catch(() => undefined);
		return working;
	});
	try {
		if (first !== undefined) yield first;
		yield { type: "done", result: yield* messages };
	} finally {
		gone.abort();
		await over;
	}
}

const progressOf = (parts: Parts, run: SeedRun) => {
	const pace = openPace();
	return (events: number): SeedProgress => {
		const rate = pace.rate(events, parts.now());
		return {
			type: "progress",
			step: "removing",
			step_number: 1,
			steps: 1,
			day: 0,
			events,
			expected_events: Math.max(run.events, events),
			visitors: 0,
			orders: 0,
			rate,
			left_ms: leftMs(events, run.events, rate),
		};
	};
};

const undoable = async (parts: Parts, id: string): Promise<SeedRun> => {
	await lookForLeft(parts);
	const run = await runNamed(parts.store, id);
	if (parts.busy.with !== null) throw busyWith(parts.busy.with);
	if (run.status === "running") throw elsewhere(id);
	if (run.status === "undone" || run.status === "cancelled")
		throw new AppError("conflict", `Nothing of the run ${id} is kept: there is nothing to undo.`);
	return run;
};

/** The operations of the contract's `seeding`. Checks come before a stream's first message, so that a refusal has its status. */
export const seedingRouter = ({ parts }: Seeding) => ({
	estimate: os.seeding.estimate.handler(async ({ input }) => {
		const known = await parts.store.seedRuns(remembered);
		return estimateOf(await planFor(parts.store, input, parts.now()), known);
	}),
	run: os.seeding.run.handler(async ({ input, signal }) => {
		const prepared = await prepare(parts, input);
		return whileListened<RunMessage, SeedOutcome>(
			signal,
			(tell, ending) => alone(parts, "Making demo data", () => make(parts, prepared, { signal: ending, tell })),
			{ type: "started", run: prepared.run },
		);
	}),
	products: os.seeding.products.handler(async () => {
		const { ids: _, ...counts } = await seedProducts(parts.store, parts.now());
		return counts;
	}),
	list: os.seeding.list.handler(async ({ input }) => {
		await lookForLeft(parts);
		const items = await parts.store.seedRuns(input.limit);
		return { items, running: items.find(({ status }) => status === "running")?.run_id ?? null };
	}),
	truth: os.seeding.truth.handler(async ({ input: { run_id } }) => {
		await runNamed(parts.store, run_id);
		const truth = await parts.store.seedTruth(run_id);
		if (truth) return truth;
		throw new AppError("not_found", `The run ${run_id} has not come to its end, so its truth is not known. Run it again to complete it.`);
	}),
	undo: os.seeding.undo.handler(async ({ input: { run_id }, signal }) => {
		const run = await undoable(parts, run_id);
		const told = progressOf(parts, run);
		return whileListened<SeedProgress, { run: SeedRun; removed: number }>(signal, (tell) =>
			alone(parts, "Undoing a run", () => removeRun({ parts, run, status: "undone", onRemoved: (events) => tell(told(events)) })),
		);
	}),
});
