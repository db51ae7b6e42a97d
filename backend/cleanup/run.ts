import type { CleanupRun, NoiseRuleId } from "../contract/cleanup.js";
import type { Log } from "../logging.js";
import type { NoiseStore, Verdict } from "../store/noise-port.js";
import { type Judging, judged, sinceFrom } from "./judged.js";
import { eventsOf, openTeller, type Tell, upToDate } from "./teller.js";

export interface RunDeps extends Judging {
	readonly store: NoiseStore & Judging["store"];
	/** Aborted when the program closes. */
	readonly closing: AbortSignal;
	readonly log: Log;
}

export interface RunRequest {
	readonly action: "tag" | "delete";
	readonly sinceDays: number | undefined;
	readonly confirm: number | undefined;
	readonly tell: Tell;
	readonly signal: AbortSignal;
}

/** A tag counts what it adds, a deletion all that it finds. */
const reasonsOf = ({ reasons }: Verdict, action: RunRequest["action"]): CleanupRun["reasons"] =>
	reasons
		.map(({ reason, found, fresh }) => ({ rule: reason as NoiseRuleId, events: action === "tag" ? fresh : found }))
		.filter(({ events }) => events > 0)
		.sort((a, b) => b.events - a.events);

const judgedAndDone = async (deps: RunDeps, run: number, { action, sinceDays, confirm, tell, signal }: RunRequest) => {
	const { judgement, since, total } = await judged(deps, { sinceDays, tell, signal, more: 1 });
	try {
		const last = { done: total - 1, total, doing: action === "tag" ? "Marking" : "Backing up and deleting" };
		openTeller(tell, deps.now)({ ...last, doing: upToDate });
		return await deps.store.carryOut(judgement, {
			run,
			action,
			at: deps.now(),
			about: { since, reasons: reasonsOf(judgement.verdict, action) },
			...(confirm === undefined ? {} : { confirmed: confirm }),
			signal,
			onEvents: eventsOf(last, tell, deps.now),
		});
	} finally {
		judgement.close();
	}
};

const closed = "The program was closed during this run. Nothing was marked or deleted; run it again.";

/** Judges and carries out. Null when there was nothing to do. What was cut off by the program's end stays in the journal, what was cancelled or failed does not. */
export const carryOut = async (deps: RunDeps, request: RunRequest): Promise<CleanupRun | null> => {
	const { store, now, closing, log } = deps;
	const { action, sinceDays } = request;
	const run = await store.begin({ action, at: now(), since: sinceFrom(now(), sinceDays) });
	const giveUp = (why: string | null): Promise<void> => store.giveUp(run, why);
	try {
		const made = await judgedAndDone(deps, run, request);
		if (made === null) await giveUp(null);
		return made;
	} catch (cause) {
		await giveUp(closing.aborted ? closed : null).catch((err: unknown) =>
			log.error({ err, run }, "a clean-up run could not be taken from the journal"),
		);
		throw cause;
	}
};
