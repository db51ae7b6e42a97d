import type { DetailedMetrics, Finding } from "../../contract/analysis.js";
import { many, number, percent } from "../../words.js";
import { countFact, type Rule, ratioFact } from "./rule.js";

/** Shares of sessions with a single event from which a finding, or advice, is made. */
const high = 0.7;
const advise = 0.5;
const low = 0.3;

export const bounce: Rule = ({ metrics: { basic_metrics: basic } }) => {
	if (!basic || basic.bounce_rate === null) return [];
	const rate = basic.bounce_rate;
	const share = `${number(basic.bounced_sessions)} of ${many(basic.total_sessions, "session")} (${percent(rate)})`;
	const texts: [boolean, Pick<Finding, "kind" | "rule" | "text">][] = [
		[rate > high, { kind: "finding", rule: "bounce_high", text: `The bounce rate is high: ${share} hold one event only.` }],
		[rate < low, { kind: "finding", rule: "bounce_low", text: `The bounce rate is low: ${share} hold one event only.` }],
		[
			rate > advise,
			{
				kind: "recommendation",
				rule: "bounce_advice",
				text: `Look at the pages on which visitors arrive, and give them a next step: ${share} go no further than one event.`,
			},
		],
	];
	return texts.filter(([fires]) => fires).map(([, said]) => ({ ...said, facts: factsOf(basic, rate) }));
};

const factsOf = (basic: DetailedMetrics["basic_metrics"], rate: number): Finding["facts"] => [
	countFact("basic_metrics.bounced_sessions", basic.bounced_sessions),
	countFact("basic_metrics.total_sessions", basic.total_sessions),
	ratioFact("basic_metrics.bounce_rate", rate),
];
