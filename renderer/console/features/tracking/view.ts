import { IconStethoscope } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
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
	component: lazyRouteComponent(() => import("./tracking-view.js"), "TrackingView"),
	search: trackingSearch,
});
