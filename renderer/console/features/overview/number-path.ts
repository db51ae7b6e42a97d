import type { DetailedMetrics, Finding } from "../../../../backend/contract/analysis.js";
import { metricAt } from "../../../../backend/contract/metric-path.js";
import type { Sections } from "../../app/analysis-run.js";
import { format } from "../../ui/format.js";
import { funnelSteps } from "./funnel-steps.js";

type Fact = Finding["facts"][number];

const own = (value: unknown, key: string): unknown =>
	typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

/** What stands at a path of the sections; undefined for nothing. */
export const valueAt = (sections: Sections | null, path: string): unknown => metricAt(sections, path);

export interface Place {
	readonly section: string;
	/** The number's own key in the section. */
	readonly key: string;
}

export const placeOf = (path: string): Place => {
	const [section = "", key = ""] = path.split(".");
	return { section, key };
};

const words: Readonly<Record<string, string>> = {
	aov: "Average order",
	total_events: "Events",
	total_sessions: "Sessions",
	unique_users: "Distinct user ids",
	avg_events_per_session: "Events per session",
	avg_session_duration_seconds: "Session duration",
	avg_session_duration_seconds_multi_event: "Session duration, two or more events",
	sessions_with_order: "Sessions with an order",
	by_reason: "Noise, by first reason",
	of_first: "Share of all sessions",
	of_previous: "Share that goes on",
};

const plain = (key: string): string => words[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll("_", " ")}`;

const stepName = (step: string): string =>
	funnelSteps([{ step, sessions: 0, of_first: null, of_previous: null } satisfies DetailedMetrics["funnel_analysis"]["shop"][number]])[0]
		?.name ?? step;

/** Of which row of a list: its step, day, page, type or currency; of several, of the first and the last. */
const rowOf = (row: unknown): string | null => {
	if (Array.isArray(row)) {
		const ends = [row[0], row.at(-1)].map(rowOf);
		return ends.includes(null) ? null : ends.join(" – ");
	}
	const step = own(row, "step");
	if (typeof step === "string") return stepName(step);
	const name = ["label", "page", "type", "name", "user_id", "currency"]
		.map((key) => own(row, key))
		.find((value) => typeof value === "string");
	return typeof name === "string" ? name : null;
};

/** A name for the number at a path: "Bounce rate", "Sessions, Ordered", "Average order, EUR". */
export const titleOf = (path: string, sections: Sections): string => {
	const parts = path.split(".");
	const last = parts.at(-1) ?? path;
	const above = parts.slice(0, -1).join(".");
	const row = rowOf(valueAt(sections, above));
	if (row !== null) return `${plain(last)}, ${row}`;
	return parts.length > 2 && parts[1] !== "by_currency" ? `${plain(parts[1] ?? "")}, ${last}` : plain(last);
};

/** `currency` of money in no row of its own is that shown. */
export const factText = ({ metric, value, unit }: Fact, sections: Sections): string => {
	const currency = own(valueAt(sections, metric.split(".").slice(0, -1).join(".")), "currency");
	switch (unit) {
		case "ratio":
			return format.percent(value);
		case "seconds":
			return format.seconds(value);
		case "money":
			return format.money(value, typeof currency === "string" && /^[A-Z]{3}$/.test(currency) ? currency : null);
		case "count":
			return format.count(value);
	}
};

/** Each number once, in the order in which the findings rest on them: F01, F02 … */
export const factIds = (findings: readonly Finding[]): ReadonlyMap<string, string> => {
	const paths = [...new Set(findings.flatMap(({ facts }) => facts.map(({ metric }) => metric)))];
	return new Map(paths.map((path, index) => [path, `F${String(index + 1).padStart(2, "0")}`]));
};
