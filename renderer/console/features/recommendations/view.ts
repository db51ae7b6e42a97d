import { IconShoppingBag } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineView } from "../../app/view.js";
import { recommendationsSearch } from "./search.js";

export const view = defineView({
	id: "recommendations",
	path: "/recommendations",
	title: "Recommendations",
	question: "What would this visitor be shown, and why?",
	icon: IconShoppingBag,
	group: "Read",
	key: "R",
	component: lazyRouteComponent(() => import("./recommendations-view.js"), "RecommendationsView"),
	search: recommendationsSearch,
});
