import { IconZoomQuestion } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineReportView } from "../reports/view.js";

export const view = defineReportView({
	id: "searches",
	path: "/searches",
	title: "Searches",
	question: "What do visitors look for, and do they find it?",
	icon: IconZoomQuestion,
	key: "Z",
	component: lazyRouteComponent(() => import("./searches-view.js"), "SearchesView"),
});
