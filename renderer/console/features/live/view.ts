import { IconActivity } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { defineView } from "../../app/view.js";
import { liveSearch } from "./search.js";

export const view = defineView({
	id: "live",
	path: "/live",
	title: "Live",
	question: "What is happening in the shop right now?",
	icon: IconActivity,
	group: "Read",
	key: "L",
	badge: lazy(() => import("./live-badge.js").then((module) => ({ default: module.LiveBadge }))),
	component: lazyRouteComponent(() => import("./live-view.js"), "LiveView"),
	search: liveSearch,
});
