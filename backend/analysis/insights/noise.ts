import { many } from "../../words.js";
import { countFact, type Rule } from "./rule.js";

/** True whether noise is hidden or shown: it says what counts as noise, not what was done with it. */
export const noise: Rule = ({ metrics: { hidden } }) => {
	if (!hidden || hidden.events === 0) return [];
	const [reason = "", count = 0] = Object.entries(hidden.by_reason)[0] ?? [];
	return [
		{
			kind: "finding",
			rule: "noise",
			text: `${many(hidden.events, "event")} of this period count as noise, most often for ${reason} (${many(count, "event")}).`,
			facts: [countFact("hidden.events", hidden.events), countFact(`hidden.by_reason.${reason}`, count)],
		},
	];
};
