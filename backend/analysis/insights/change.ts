import { many, number, percent } from "../../words.js";
import { trendHalves } from "./halves.js";
import { countFact, type Rule } from "./rule.js";

const notable = 0.1;
const enough = 20;

const unitNames = { hour: "hours", day: "days", week: "weeks", month: "months" } as const;

/** Sessions of the later half of the period against the earlier half. */
export const sessionsChange: Rule = ({ metrics: { trend } }) => {
	const halves = trend ? trendHalves(trend) : null;
	if (!trend || !halves) return [];
	const { earlier, later, buckets } = halves;
	const [before, after] = [earlier.sessions, later.sessions];
	if (before < enough || Math.abs(after / before - 1) < notable) return [];
	return [
		{
			kind: "finding",
			rule: "sessions_change",
			text: sentence(before, after, `${buckets} ${unitNames[trend.bucket]}`),
			facts: [countFact(later.metric, after), countFact(earlier.metric, before)],
		},
	];
};

const sentence = (before: number, after: number, span: string): string =>
	`Sessions ${after > before ? "rose" : "fell"} by ${percent(Math.abs(after / before - 1))}: ${many(after, "session")} in the later ${span}, ${number(before)} in the ${span} before.`;
