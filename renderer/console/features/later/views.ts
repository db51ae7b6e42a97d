import { IconActivity, IconBulb, IconEraser, IconShoppingBag, IconSparkles, IconStethoscope } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineView } from "../../app/view.js";

const search = z.object({});

export const insights = defineView({
	id: "insights",
	path: "/insights",
	title: "Insights",
	question: "What does it mean, and what should be done?",
	icon: IconBulb,
	group: "Read",
	key: "I",
	component: lazyRouteComponent(() => import("./place-view.js"), "PlaceView"),
	search,
});

export const recommendations = defineView({
	id: "recommendations",
	path: "/recommendations",
	title: "Recommendations",
	question: "What would this visitor be shown, and why?",
	icon: IconShoppingBag,
	group: "Read",
	key: "R",
	component: lazyRouteComponent(() => import("./place-view.js"), "PlaceView"),
	search,
});

export const live = defineView({
	id: "live",
	path: "/live",
	title: "Live",
	question: "What is happening in the shop right now?",
	icon: IconActivity,
	group: "Read",
	key: "L",
	component: lazyRouteComponent(() => import("./place-view.js"), "PlaceView"),
	search,
});

export const tracking = defineView({
	id: "tracking",
	path: "/tracking",
	title: "Tracking",
	question: "Is every event arriving, and if not, why?",
	icon: IconStethoscope,
	group: "Data",
	key: "T",
	component: lazyRouteComponent(() => import("./tracking-view.js"), "TrackingView"),
	search,
});

export const demo = defineView({
	id: "demo",
	path: "/demo",
	title: "Demo data",
	question: "A believable shop whose true answers are known",
	icon: IconSparkles,
	group: "Data",
	key: "D",
	component: lazyRouteComponent(() => import("./place-view.js"), "PlaceView"),
	search,
});

export const cleanup = defineView({
	id: "cleanup",
	path: "/cleanup",
	title: "Clean up",
	question: "Which events are noise, and what changes without them?",
	icon: IconEraser,
	group: "Data",
	key: "C",
	component: lazyRouteComponent(() => import("./place-view.js"), "PlaceView"),
	search,
});
