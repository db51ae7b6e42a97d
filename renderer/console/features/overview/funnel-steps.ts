import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { FunnelStep } from "../../ui/bars.js";

type Step = DetailedMetrics["funnel_analysis"]["shop"][number];

const names: Readonly<Record<string, string>> = {
	session: "Session",
	product_viewed: "Viewed a product",
	product_added: "Added to cart",
	checkout_started: "Started checkout",
	order_completed: "Ordered",
	home_visit: "Saw the home page",
	category_view: "Saw a category or search",
	product_view: "Saw a product",
	add_to_cart: "Added to cart or saw it",
	checkout_start: "Started checkout",
	purchase: "Ordered",
};

/** The contract's steps in the shop's words. */
export const funnelSteps = (steps: readonly Step[]): readonly FunnelStep[] =>
	steps.map((step) => ({
		id: step.step,
		name: names[step.step] ?? step.step.replaceAll("_", " "),
		count: step.sessions,
		ofFirst: step.of_first,
		ofPrevious: step.of_previous,
	}));
