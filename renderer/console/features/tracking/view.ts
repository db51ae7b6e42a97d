import { IconStethoscope } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { defineView } from "../../app/view.js";
import { trackingSearch } from "./search.js";

export const view = defineView({
	id: "tracking",
	path: "/tracking",
	title: "Tracking",
	question: "Is every event arriving, and if not, why?",
	icon: IconStethoscope,
	group: "Data",
	key: "T",
	badge: lazy(() => import("./tracking-badge.js").then((module) => ({ default: module.TrackingBadge }))),
	component: lazyRouteComponent(() => import("./tracking-view.js"), "TrackingView"),
	search: trackingSearch,
});
