import { many } from "../../words.js";
import { countFact, type Rule } from "./rule.js";

/** How much there is to judge by. */
export const volume: Rule = ({ metrics: { basic_metrics: basic } }) => {
	if (!basic || basic.total_events === 0) return [];
	return [
		{
			kind: "finding",
			rule: "volume",
			text: `${many(basic.total_events, "event")} in ${many(basic.total_sessions, "session")} by ${many(basic.visitors, "visitor")}.`,
			facts: [
				countFact("basic_metrics.total_events", basic.total_events),
				countFact("basic_metrics.total_sessions", basic.total_sessions),
				countFact("basic_metrics.visitors", basic.visitors),
			],
		},
	];
};
