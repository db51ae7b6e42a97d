import { headlineOf } from "../analysis/analysis.js";
import type { DryRunResult, NoiseRuleId, ReasonCount } from "../contract/cleanup.js";
import type { TrialEngine } from "../engine/port.js";
import type { Judgement, NoiseStore, Verdict } from "../store/noise-port.js";
import { type Judging, judged } from "./judged.js";
import { titleOf } from "./settings.js";
import { openTeller, type Tell } from "./teller.js";

export interface DryRunDeps extends Judging {
	readonly store: NoiseStore & Judging["store"];
	readonly engine: TrialEngine;
}

const reasonsOf = ({ reasons }: Verdict): ReasonCount[] =>
	reasons.map(({ reason, found, fresh, examples }) => ({
		rule: reason as NoiseRuleId,
		title: titleOf(reason) ?? reason,
		found,
		fresh,
		examples: examples.map(({ subject, events, seq }) => ({ text: subject ?? "unknown", events, seq })),
	}));

export interface DryRunRequest {
	readonly sinceDays: number | undefined;
	readonly tell: Tell;
	readonly signal: AbortSignal;
}

/** Judges, and tells what the numbers would become. Nothing is written. */
export const dryRun = async (deps: DryRunDeps, { sinceDays, tell, signal }: DryRunRequest): Promise<DryRunResult> => {
	const startedAt = deps.now();
	const { judgement, since, total } = await judged(deps, { sinceDays, tell, signal, more: 1 });
	try {
		openTeller(tell, deps.now)({ done: total - 1, total, doing: "Counting again without it" });
		const { now, without } = await numbers(deps, { judgement, since, signal });
		const { verdict } = judgement;
		return {
			at: startedAt,
			took_ms: deps.now() - startedAt,
			since,
			events: verdict.events,
			marked: verdict.marked,
			fresh: verdict.fresh,
			doomed: verdict.doomed,
			reasons: reasonsOf(verdict),
			now,
			without,
		};
	} finally {
		judgement.close();
	}
};

const numbers = (
	{ engine }: DryRunDeps,
	{ judgement, since, signal }: { judgement: Judgement; since: number | null; signal: AbortSignal },
) =>
	engine.trial({
		scope: { from: since, to: null, tz: "UTC", noise: "hide", sessions: "client", visitor: "default", user: null },
		judgement,
		ask: headlineOf,
		signal,
	});
