import { many } from "../../words.js";
import { countFact, type Rule } from "./rule.js";

export const mostVisitedPage: Rule = ({ metrics: { page_analysis: pages } }) => {
	const [top] = pages?.top_pages ?? [];
	if (!pages || !top) return [];
	return [
		{
			kind: "finding",
			rule: "most_visited_page",
			text: `The most visited of ${many(pages.pages, "page")} is ${top.page || "the empty path"}, with ${many(top.count, "event")}.`,
			facts: [countFact("page_analysis.top_pages.0.count", top.count), countFact("page_analysis.pages", pages.pages)],
		},
	];
};
