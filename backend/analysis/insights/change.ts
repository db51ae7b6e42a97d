import type { DetailedMetrics, Finding } from "../../contract/analysis.js";
import { many, number, percent } from "../../words.js";
import { countFact, type Rule } from "./rule.js";

type Point = DetailedMetrics["trend"]["points"][number];

/** Whole buckets on each side of a comparison. */
const least = 3;
const notable = 0.1;
const enough = 20;

const unitNames = { hour: "hours", day: "days", week: "weeks", month: "months" } as const;

/**
 * Sessions of the later half of the period against the earlier half, in whole buckets of equal number. The first and the last bucket
 * are left out, since the period may cut them; so is the middle one of an odd number.
 */
export const sessionsChange: Rule = ({ metrics: { trend } }) => {
	const whole = trend?.points.slice(1, -1) ?? [];
	const half = Math.floor(whole.length / 2);
	if (!trend || half < least) return [];
	const earlier = whole.slice(0, half);
	const later = whole.slice(-half);
	const [before, after] = [sum(earlier), sum(later)];
	if (before < enough || Math.abs(after / before - 1) < notable) return [];
	return [
		{
			kind: "finding",
			rule: "sessions_change",
			text: sentence(before, after, `${half} ${unitNames[trend.bucket]}`),
			facts: [...pathsOf(trend.points, earlier), ...pathsOf(trend.points, later)],
		},
	];
};

const sum = (points: readonly Point[]): number => points.reduce((total, { sessions }) => total + sessions, 0);

const sentence = (before: number, after: number, span: string): string =>
	`Sessions ${after > before ? "rose" : "fell"} by ${percent(Math.abs(after / before - 1))}: ${many(after, "session")} in the later ${span}, ${number(before)} in the ${span} before.`;

const pathsOf = (all: readonly Point[], some: readonly Point[]): Finding["facts"] =>
	some.map((point) => countFact(`trend.points.${all.indexOf(point)}.sessions`, point.sessions));
