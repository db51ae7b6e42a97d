import sql from "./no-view.sql";
import type { NoiseRule } from "./rule.js";

/** An order needs somebody who looked at something. */
export const noView: NoiseRule = {
	rule: "no_view",
	title: "Bought without a view",
	about:
		"Orders of visitors, sessions and users without any page or product view before. Only sources that send such views: order lines from a file have none.",
	score: 0.5,
	alone: false,
	limits: { grace_s: { label: "Seconds by which a view may come late", usual: 60, least: 0, most: 3_600 } },
	lists: {},
	threshold: () => "no product or page view",
	query: ({ limit }) => ({ sql, params: { score: 0.5, grace_s: limit("grace_s") } }),
};
