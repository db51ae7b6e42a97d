import sql from "./missing-type.sql";
import type { NoiseRule } from "./rule.js";

/** What a program writes where it had no name for the event. */
export const missingType: NoiseRule = {
	rule: "missing_type",
	title: "Event type missing",
	about: "Events whose type is blank, or a program's word for none: undefined, null, none, (not set).",
	score: 0.6,
	alone: true,
	limits: {},
	lists: {},
	threshold: () => "blank or undefined",
	query: () => ({ sql, params: { score: 0.6 } }),
};
