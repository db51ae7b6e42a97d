import list from "../../streaming/page-patterns.json" with { type: "json" };

const patterns = list.patterns.map(({ pattern, page }) => ({ pattern: new RegExp(pattern, "g"), page }));
/** No pattern matches a page without a digit whose parts are short. */
const mayMatch = /[0-9A-Fa-f]{16}|[0-9]|[^/]{65}/;

/**
 * The page under which an event is counted: ids in it become `*`, so that a shop has as many pages as it has kinds of pages and products.
 * Spark counts under the same name by the same list, streaming/page-patterns.json.
 */
export const pageName = (page: string): string => {
	if (!mayMatch.test(page) && page.length <= list.longest) return page;
	let name = page;
	for (const { pattern, page: replacement } of patterns) name = name.replace(pattern, replacement);
	return name.length <= list.longest ? name : Array.from(name).slice(0, list.longest).join("");
};
