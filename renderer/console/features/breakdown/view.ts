import { IconLayersSubtract } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineReportView } from "../reports/view.js";

export const view = defineReportView({
	id: "breakdown",
	path: "/breakdown",
	title: "Breakdown",
	question: "How do events differ by any of their properties?",
	icon: IconLayersSubtract,
	key: "B",
	component: lazyRouteComponent(() => import("./breakdown-view.js"), "BreakdownView"),
});
