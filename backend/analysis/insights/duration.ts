import type { Finding } from "../../contract/analysis.js";
import { many, duration as spell } from "../../words.js";
import { countFact, type Rule, secondsFact } from "./rule.js";

/** Mean seconds over all sessions. */
const long = 300;
const advise = 120;
const short = 60;

/** Silent when every session is a single event: then a duration says nothing. */
export const duration: Rule = ({ metrics: { basic_metrics: basic } }) => {
	const mean = basic?.avg_session_duration_seconds ?? null;
	if (!basic || mean === null || basic.bounced_sessions === basic.total_sessions) return [];
	const lasts = `${spell(mean)} on average over ${many(basic.total_sessions, "session")}`;
	const texts: [boolean, Pick<Finding, "kind" | "rule" | "text">][] = [
		[mean > long, { kind: "finding", rule: "duration_long", text: `Sessions are long: ${lasts}.` }],
		[mean < short, { kind: "finding", rule: "duration_short", text: `Sessions are short: ${lasts}.` }],
		[
			mean < advise,
			{
				kind: "recommendation",
				rule: "duration_advice",
				text: `See whether visitors find what they came for: a session lasts ${lasts}. Begin with the pages on which they leave.`,
			},
		],
	];
	const facts = [
		secondsFact("basic_metrics.avg_session_duration_seconds", mean),
		countFact("basic_metrics.total_sessions", basic.total_sessions),
	];
	return texts.filter(([fires]) => fires).map(([, said]) => ({ ...said, facts }));
};
