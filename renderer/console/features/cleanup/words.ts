import type { CleanupRun, DryRunResult, NoiseRuleId, RuleInfo } from "../../../../backend/contract/cleanup.js";
import { format } from "../../ui/format.js";
import type { Change } from "./changer.js";

export const eventsWord = (count: number): string => `${format.count(count)} ${count === 1 ? "event" : "events"}`;

/** What a change is doing, as a title. */
export const changing = (change: Change): string => {
	if (change.way === "tag") return "Marking noise";
	if (change.way === "delete") return `Deleting ${eventsWord(change.confirm)}`;
	return change.way === "undo" ? `Undoing ${runName(change.run)}` : `Redoing ${runName(change.run)}`;
};

/** What a run has done, or what has been done to it. */
export const outcomeOf = ({ run, action, state, events, restored, backup }: CleanupRun): string => {
	if (state === "undone")
		return `${runName(run)} is undone: ${restored === null ? `${eventsWord(events)} counted as before` : `${eventsWord(restored)} put back`}.`;
	return action === "delete" ? `${eventsWord(events)} deleted; the backup is ${backup}.` : `${eventsWord(events)} marked as noise.`;
};

export const runName = (run: number): string => `clean-${String(run).padStart(4, "0")}`;

export const titleOf = (rules: readonly RuleInfo[], rule: NoiseRuleId): string => rules.find((one) => one.rule === rule)?.title ?? rule;

/** The days that a run judged; a run over everything has no first one, and what was marked on arrival came on one day in UTC. */
export const periodOf = ({ action, since, at }: Pick<CleanupRun, "action" | "since" | "at">, tz: string): string => {
	if (action === "arrival") return `As they came, ${format.date(at, "UTC")}`;
	return since === null ? `All up to ${format.date(at, tz)}` : format.dateRange(since, at, tz);
};

const foundBy = ({ reasons }: DryRunResult, rule: NoiseRuleId): number => reasons.find((one) => one.rule === rule)?.fresh ?? 0;

const orderWord = (count: number): string => `${format.count(count)} ${count === 1 ? "order" : "orders"}`;

/** What to look at before orders are marked; null when none would be. */
export const orderWarning = (found: DryRunResult): string | null => {
	const repeated = foundBy(found, "repeated_order");
	const unseen = foundBy(found, "no_view");
	const impossible = foundBy(found, "impossible_amount");
	const parts = [
		...(repeated > 0 ? [`${orderWord(repeated)} came in again`] : []),
		...(unseen > 0 ? [`${orderWord(unseen)} ${unseen === 1 ? "has" : "have"} no visit before`] : []),
		...(impossible > 0 ? [`${eventsWord(impossible)} ${impossible === 1 ? "has" : "have"} an amount that the catalog does not`] : []),
	];
	if (parts.length === 0) return null;
	const last = parts.at(-1) ?? "";
	const joined = parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")}, and ${last}`;
	return `Orders and revenue change: ${joined}. Look at them before you mark them.`;
};
