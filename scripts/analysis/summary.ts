import type { Analysis } from "../../backend/contract/analysis.js";
import { aligned, decimal, none, number, percent, plain, seconds } from "./format.js";

type Line = readonly [label: string, value: string];
type Detailed = NonNullable<Analysis["detailed_metrics"]>;

/** An analysis for a terminal: its period, its main figures, and what the rules found. */
export const summaryOf = (analysis: Analysis): string =>
	[heading(analysis), table(figures(analysis)), breakdownOf(analysis), ...sentences(analysis)].filter((part) => part !== "").join("\n\n");

const heading = ({ kind, parameters, analysis_metadata: about }: Analysis): string => {
	const day = (ms: number | null) => (ms === null ? "open" : new Date(ms).toISOString());
	const range = parameters.from === null && parameters.to === null ? "all data" : `${day(parameters.from)} to ${day(parameters.to)}`;
	return `${kind === "simple" ? "Simple" : "Detailed"} analysis of ${range}, ${parameters.tz}, in ${number(about?.took_ms ?? 0)} ms`;
};

const figures = ({ spark_summary: simple, detailed_metrics: detailed }: Analysis): Line[] => [
	...(simple ? simpleLines(simple) : []),
	...(detailed ? detailedLines(detailed) : []),
];

const simpleLines = (simple: NonNullable<Analysis["spark_summary"]>): Line[] => [
	["Events", number(simple.total_events)],
	["Sessions", number(simple.sessions)],
	["Events per session", decimal(simple.session_metrics.avg_events)],
	["Session duration, mean", seconds(simple.session_metrics.avg_duration_seconds)],
	["Home page, then product", number(simple.funnel_home_to_product)],
	...simple.top_pages.slice(0, 5).map(({ page, count }): Line => [`Page ${plain(page)}`, number(count)]),
];

const detailedLines = (detailed: Detailed): Line[] => [...basicLines(detailed), ...shopLines(detailed), ...timeLines(detailed)];

const basicLines = ({ basic_metrics: basic, hidden }: Detailed): Line[] => [
	...(basic
		? ([
				["Visitors", number(basic.visitors)],
				["Persons", number(basic.persons)],
				["Users", number(basic.unique_users)],
				["Bounce rate", percent(basic.bounce_rate)],
				["Session duration, mean of 2+ events", seconds(basic.avg_session_duration_seconds_multi_event)],
			] as const)
		: []),
	...(hidden ? ([["Noise in the period", number(hidden.events)]] as const) : []),
];

const shopLines = ({ commerce }: Detailed): Line[] =>
	commerce
		? [
				["Orders", number(commerce.orders)],
				["Sessions with an order", `${number(commerce.sessions_with_order)} (${percent(commerce.conversion)})`],
				...commerce.by_currency.flatMap((row): Line[] => {
					const unit = row.currency === null ? "no currency" : plain(row.currency);
					return [
						[`Revenue, ${unit}`, decimal(row.revenue)],
						[`Refunded and cancelled, ${unit}`, decimal(row.refunded + row.cancelled)],
						[`Order value, mean, ${unit}`, decimal(row.aov)],
					];
				}),
			]
		: [];

const timeLines = ({ time_analysis: time }: Detailed): Line[] =>
	time && time.peak_hour !== null
		? [
				["Busiest hour", `${String(time.peak_hour).padStart(2, "0")}:00`],
				["Busiest day", time.peak_day ?? ""],
			]
		: [];

/** The 20 values with the most events. */
const breakdownOf = ({ breakdown }: Analysis): string => {
	if (!breakdown) return "";
	const rows = breakdown.rows.slice(0, 20);
	const lines = rows.map(({ value, ...row }) => [
		value === null ? none : plain(value),
		...[row.events, row.sessions, row.visitors].map(number),
	]);
	const more = breakdown.values > rows.length ? `\n${number(rows.length)} of ${number(breakdown.values)} values.` : "";
	return aligned([[plain(breakdown.property), "events", "sessions", "visitors"], ...lines], [true, false, false, false]) + more;
};

const sentences = ({ insights, analysis_metadata: about }: Analysis): string[] => [
	list("Findings", insights?.key_findings ?? []),
	list("Trends", insights?.trends ?? []),
	list("Alerts", insights?.alerts ?? []),
	list("Recommendations", insights?.recommendations ?? []),
	list("Notes", about?.notes ?? []),
];

const list = (title: string, items: readonly string[]): string =>
	items.length === 0 ? "" : [title, ...items.map((item) => `  ${item}`)].join("\n");

const table = (lines: readonly Line[]): string => aligned(lines, [true, false]);
