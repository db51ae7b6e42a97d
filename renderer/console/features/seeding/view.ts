import { IconSparkles } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { z } from "zod";
import { defineView } from "../../app/view.js";

export const view = defineView({
	id: "demo",
	path: "/demo",
	title: "Demo data",
	question: "A believable shop whose true answers are known",
	icon: IconSparkles,
	group: "Data",
	key: "D",
	component: lazyRouteComponent(() => import("./seeding-view.js"), "SeedingView"),
	search: z.object({}),
	badge: lazy(() => import("./seeding-badge.js").then((module) => ({ default: module.SeedingBadge }))),
	roles: ["owner", "local"],
});
