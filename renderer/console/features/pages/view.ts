import { IconFiles } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineReportView } from "../reports/view.js";

export const view = defineReportView({
	id: "pages",
	path: "/pages",
	title: "Pages",
	question: "Which pages are seen, and where do visits begin and end?",
	icon: IconFiles,
	key: "P",
	component: lazyRouteComponent(() => import("./pages-view.js"), "PagesView"),
});
