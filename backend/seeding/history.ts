import { createHash } from "node:crypto";
import { AppError } from "../contract/errors.js";
import type { SeedOptions, SeedRun } from "../contract/seeding.js";
import type { SeedStore } from "../store/seed-port.js";
import { type Plan, planOf, runId } from "./plan.js";

export const remembered = 200;

export const iso = (ms: number): string => new Date(ms).toISOString();

/** What makes two requests the same, whenever they come. */
const askedFor = ({ now: _, seed_products: __, ...options }: SeedOptions): string =>
	JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * The plan of a request. Without a time it takes up an interrupted run of equal options, so that running the same command again
 * completes it; else the time is now.
 */
export const planFor = async (store: SeedStore, options: SeedOptions, now: number): Promise<Plan> => {
	if (options.now !== undefined) return planOf(options, now);
	const open = (await store.seedRuns(remembered)).find(
		({ status, options: past }) => status === "interrupted" && askedFor(past) === askedFor(options),
	);
	return planOf({ ...options, ...(open && { now: open.options.now }) }, now);
};

export const runNamed = async (store: SeedStore, id: string): Promise<SeedRun> => {
	const run = await store.seedRun(id);
	if (run) return run;
	throw new AppError("not_found", `There is no run ${id}. The runs are listed under Demo data.`);
};

/** Runs that a process left in the middle say so: an earlier one, or of a shared store another console's. */
export const interruptLeft = async (store: SeedStore, now: number): Promise<void> => {
	const error = "The program ended during this run. What was written stays; run it again to complete it, or undo it.";
	for (const run of await store.leftSeedRuns()) await store.saveSeedRun({ ...run, status: "interrupted", error, finished_at: iso(now) });
};

/** The same, now and then: while all data is moved the store takes no such note, and the next look does. */
export const lookForLeft = ({ store, now }: { readonly store: SeedStore; readonly now: () => number }): Promise<void> =>
	interruptLeft(store, now()).catch((error: unknown) => {
		if (!(error instanceof AppError) || error.code !== "store_unavailable") throw error;
	});

/** Of an account that a run makes: the same name, the same id. */
export const userIdOf = (username: string): string => {
	const hex = createHash("sha256").update(`seeded account ${username.toLowerCase()}`).digest("hex");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A run that begins, or begins again: what it put there before stays told. */
export const begun = (plan: Plan, before: SeedRun | null, startedAt: number): SeedRun => ({
	run_id: runId(plan),
	options: plan.options,
	status: "running",
	events: before?.events ?? 0,
	sessions: before?.sessions ?? 0,
	visitors: before?.visitors ?? 0,
	orders: before?.orders ?? 0,
	from: before?.from ?? plan.now,
	to: plan.now,
	products: before?.products ?? [],
	user_id: before?.user_id ?? null,
	error: null,
	started_at: before?.status === "interrupted" || before?.status === "done" ? before.started_at : iso(startedAt),
	finished_at: null,
	undone_at: null,
	took_ms: 0,
});
