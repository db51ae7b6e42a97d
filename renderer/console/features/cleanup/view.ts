import { IconEraser } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { z } from "zod";
import { defineView } from "../../app/view.js";

export const cleanupSearch = z.object({
	/** Only events of the last so many days; all when missing. */
	days: z.int().min(1).max(36_500).optional().catch(undefined),
});

export const view = defineView({
	id: "cleanup",
	path: "/cleanup",
	title: "Clean up",
	question: "Which events are noise, and what changes without them?",
	icon: IconEraser,
	group: "Data",
	key: "C",
	component: lazyRouteComponent(() => import("./cleanup-view.js"), "CleanupView"),
	search: cleanupSearch,
	badge: lazy(() => import("./cleanup-badge.js").then((module) => ({ default: module.CleanupBadge }))),
});
