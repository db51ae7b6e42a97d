import type { NoiseRule } from "./rule.js";
import sql from "./too-fast.sql";

/** More views in a row, in less time, than a person reads or clicks through. */
export const tooFast: NoiseRule = {
	rule: "too_fast",
	title: "Faster than a person",
	about:
		"Visitors who view page after page faster than anybody reads, with what else they do within half an hour of it. Only sources that send page or product views; pictures, styles and scripts in server logs are no views.",
	score: 0.9,
	alone: false,
	limits: {
		views: { label: "Views in a row, more than", usual: 10, least: 3, most: 10_000 },
		gap_ms: { label: "Milliseconds between them on average, less than", usual: 1_000, least: 10, most: 60_000 },
	},
	lists: {},
	threshold: ({ limit }) => `> ${limit("views").toLocaleString("en")} views, < ${limit("gap_ms") / 1000} s apart`,
	query: ({ limit }) => ({ sql, params: { score: 0.9, views: limit("views"), gap_ms: limit("gap_ms") } }),
};
