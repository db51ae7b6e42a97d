import type { FunnelStep } from "../../backend/contract/funnel.js";
import type { FunnelCounts, FunnelResult } from "../../backend/contract/funnels.js";
import { aligned, decimal, none, number, percent, plain, seconds } from "./format.js";

/** A funnel for a terminal: what it is of, its steps, its breakdown, and what the reader should know. */
export const funnelText = (name: string, result: FunnelResult): string =>
	[heading(name, result), steps(result), ends(result), groups(result), ...result.notes].filter((part) => part !== "").join("\n\n");

const heading = (name: string, { funnel, parameters, compared, took_ms }: FunnelResult): string => {
	const instant = (ms: number | null) => (ms === null ? "open" : new Date(ms).toISOString());
	const range = ({ from, to }: { from: number | null; to: number | null }) =>
		from === null && to === null ? "all data" : `${instant(from)} to ${instant(to)}`;
	const against = compared === null ? "" : `, compared with ${range(compared)}`;
	const within = funnel.window === null ? "in the same session" : `within ${number(funnel.window)} min`;
	return `Funnel ${plain(name)} of ${funnel.per}s, ${funnel.strict ? "step directly after step" : "steps in order"}, ${within}, of ${range(parameters)}, ${parameters.tz}${against}, in ${number(took_ms)} ms`;
};

const wordsOf = ({ name, is, where }: FunnelStep): string => {
	const conditions = where.map((one) => [one.field, one.is, "value" in one ? one.value : ""].join(" ").trim());
	return plain(name ?? [is, ...conditions].join(", "));
};

const steps = ({ funnel, all, before }: FunnelResult): string => {
	const heads = ["step", "takes", `${funnel.per}s`, "of all", "go on", "median time", ...(before ? ["before", "of all then"] : [])];
	const rows = funnel.steps.map((step, at) => {
		const [now, then] = [all.steps[at], before?.all.steps[at]];
		const median = now?.median_ms ?? null;
		const own = [
			number(now?.count ?? 0),
			percent(now?.of_first ?? null),
			percent(now?.of_previous ?? null),
			seconds(median === null ? null : median / 1000),
		];
		return [String(at + 1), wordsOf(step), ...own, ...(then ? [number(then.count), percent(then.of_first)] : [])];
	});
	return aligned([heads, ...rows], [false, true, false, false, false, false, false, false].slice(0, heads.length));
};

const rateOf = (counts: FunnelCounts | null | undefined): number | null => counts?.steps.at(-1)?.of_first ?? null;

const ends = ({ all, before }: FunnelResult): string => {
	const [now, then] = [rateOf(all), rateOf(before?.all)];
	const change = now === null || then === null ? "" : `, ${now >= then ? "+" : ""}${decimal((now - then) * 100)} pp`;
	const time = all.median_total_ms === null ? "" : `, in ${seconds(all.median_total_ms / 1000)} (median)`;
	return now === null ? "Nobody begins it." : `${percent(now)} come to the end${time}${change}`;
};

const groups = ({ funnel, groups: found, groups_total, before }: FunnelResult): string => {
	if (funnel.by === null) return "";
	const heads = [plain(funnel.by), ...funnel.steps.map((_, at) => `step ${at + 1}`), "to the end", ...(before ? ["then"] : [])];
	const rows = found.map((group, at) => [
		group.value === null ? none : plain(group.value),
		...group.steps.map(({ count }) => number(count)),
		percent(rateOf(group)),
		...(before ? [percent(rateOf(before.groups[at]))] : []),
	]);
	const table = aligned(
		[heads, ...rows],
		heads.map((_, at) => at === 0),
	);
	return groups_total > found.length
		? `${table}\n\n${number(found.length)} of ${number(groups_total)} values. More with --limit, up to 50.`
		: table;
};
