import { IconBulb } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineView } from "../../app/view.js";
import { insightsSearch } from "./search.js";

export const view = defineView({
	id: "insights",
	path: "/insights",
	title: "Insights",
	question: "What does it mean, and what should be done?",
	icon: IconBulb,
	group: "Read",
	key: "I",
	component: lazyRouteComponent(() => import("./insights-view.js"), "InsightsView"),
	search: insightsSearch,
});
