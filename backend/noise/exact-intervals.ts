import sql from "./exact-intervals.sql";
import { counted, type NoiseRule } from "./rule.js";

/** Nobody clicks like a clock. */
export const exactIntervals: NoiseRule = {
	rule: "exact_intervals",
	title: "Exact intervals",
	about:
		"Visitors whose views follow each other at the same interval again and again, with what else they do within half an hour of it. Only sources that send page or product views.",
	score: 0.9,
	alone: false,
	limits: {
		gaps: { label: "Equal gaps in a row, at least", usual: 20, least: 3, most: 10_000 },
		tolerance_ms: { label: "Milliseconds by which they may differ", usual: 50, least: 0, most: 5_000 },
	},
	lists: {},
	threshold: ({ limit }) => `≥ ${counted(limit("gaps"), "equal gap")}`,
	query: ({ limit }) => ({ sql, params: { score: 0.9, gaps: limit("gaps"), tolerance_ms: limit("tolerance_ms") } }),
};
