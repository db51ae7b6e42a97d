import sql from "./invalid-page.sql";
import type { NoiseRule } from "./rule.js";

/** A page is a path, or an address of which the path was taken. */
export const invalidPage: NoiseRule = {
	rule: "invalid_page",
	title: "Page missing",
	about: "Events whose page is empty or no path, and page views without a page. Whole addresses and the screens of apps are right.",
	score: 0.6,
	alone: true,
	limits: {},
	lists: {},
	threshold: () => "empty, or no path",
	query: () => ({ sql, params: { score: 0.6 } }),
};
