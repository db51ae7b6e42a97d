import { IconLayoutDashboard } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineView } from "../../app/view.js";
import { overviewSearch } from "./search.js";

export const view = defineView({
	id: "overview",
	path: "/",
	title: "Overview",
	question: "How is the shop doing, and what changed?",
	icon: IconLayoutDashboard,
	group: "Read",
	key: "O",
	component: lazyRouteComponent(() => import("./overview-view.js"), "OverviewView"),
	search: overviewSearch,
});
