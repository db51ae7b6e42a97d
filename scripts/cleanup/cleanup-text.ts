import type { CleanupProgress, CleanupRun, DryRunResult, Headline } from "../../backend/contract/cleanup.js";

const whole = (count: number): string => count.toLocaleString("en");
const events = (count: number): string => `${whole(count)} event${count === 1 ? "" : "s"}`;
const share = (value: number | null): string => (value === null ? "-" : `${(value * 100).toFixed(2)} %`);
const money = (value: number | null, currency: string | null): string =>
	value === null ? "-" : `${value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency ?? ""}`.trim();
const moment = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace("T", " ");

/** Columns of texts, each as wide as its widest; the first to the left, the others to the right. */
const table = (rows: readonly (readonly string[])[]): string => {
	const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
	const line = (row: readonly string[]): string =>
		row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
	return rows.map((row) => line(row).trimEnd()).join("\n");
};

const moneyRows = (now: Headline, without: Headline): string[][] =>
	now.revenue.flatMap(({ currency, revenue, aov }) => {
		const after = without.revenue.find((one) => one.currency === currency);
		return [
			["Revenue", money(revenue, currency), money(after?.revenue ?? 0, currency)],
			["Average order", money(aov, currency), money(after?.aov ?? null, currency)],
		];
	});

const numbers = ({ now, without }: DryRunResult): string =>
	table([
		["", "now", "without"],
		["Events", whole(now.events), whole(without.events)],
		["Sessions", whole(now.sessions), whole(without.sessions)],
		["Visitors", whole(now.visitors), whole(without.visitors)],
		["Page views", whole(now.page_views), whole(without.page_views)],
		["Orders", whole(now.orders), whole(without.orders)],
		...moneyRows(now, without),
		["Conversion", share(now.conversion), share(without.conversion)],
		["Bounce rate", share(now.bounce_rate), share(without.bounce_rate)],
	]);

/** Beside the bar: what is done, how fast and how long still. */
export const progressText = ({ doing, events: done, rate, left_ms }: CleanupProgress): string => {
	if (rate === null || left_ms === null) return doing;
	const left = left_ms === 0 ? "" : `, ${Math.ceil(left_ms / 1000)} s left`;
	return `${doing} · ${whole(done)} events, ${whole(Math.round(rate))} a second${left}`;
};

export const dryRunText = (found: DryRunResult): string => {
	const reasons = found.reasons
		.filter((reason) => reason.found > 0)
		.sort((a, b) => b.found - a.found)
		.map(
			({ title, found: all, examples: [first] }) =>
				` - ${title}: ${whole(all)}${first ? ` (such as ${first.text}: ${whole(first.events)})` : ""}`,
		);
	return [
		`${events(found.fresh)} of ${whole(found.events)} would be marked${found.since === null ? "" : `, since ${moment(found.since)}`}; ${whole(found.marked)} are marked already.`,
		...(reasons.length > 0 ? ["Reasons; an event can have several:", ...reasons] : ["No rule that is on found anything."]),
		"",
		numbers(found),
		"",
		`Nothing was changed. A deletion would take ${events(found.doomed)}.`,
	].join("\n");
};

const words = { tag: "marked", delete: "deleted", arrival: "marked on arrival" } as const satisfies Record<CleanupRun["action"], string>;

export const runText = (run: CleanupRun | null): string => {
	if (!run) return "Nothing to do: no rule that is on found anything new.";
	const { action, state } = run;
	const what = `${events(run.events)} ${words[action]}`;
	if (state === "undone")
		return `Run ${run.run} is undone: ${run.restored === null ? `${events(run.events)} counted as before` : `${events(run.restored)} put back`}.`;
	return `Run ${run.run}: ${what}${run.backup === null ? "" : `; the backup is ${run.backup}`}. Undo it with --undo ${run.run}.`;
};

const states = { running: "under way", done: "in effect", undone: "undone", interrupted: "interrupted, nothing changed" } as const;

const stateText = ({ state, turning, error }: CleanupRun): string => {
	if (turning !== null) return `${states[state]}, ${turning} under way`;
	return state !== "interrupted" && error !== null ? `${states[state]}; a change of that was cut off` : states[state];
};

export const runsText = (runs: readonly CleanupRun[]): string =>
	runs.length === 0
		? "There are no runs yet."
		: table([
				["run", "when (UTC)", "what", "events", "main reason", "state"],
				...runs.map((one) => [
					String(one.run),
					moment(one.at),
					words[one.action],
					whole(one.events),
					one.reasons[0]?.rule ?? "-",
					stateText(one),
				]),
			]);
