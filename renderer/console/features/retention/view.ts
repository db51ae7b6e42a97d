import { IconRepeat } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineReportView } from "../reports/view.js";

export const retentionSearch = z.object({ period: z.enum(["day", "week"]).optional().catch(undefined) });

export const view = defineReportView({
	id: "retention",
	path: "/retention",
	title: "Retention",
	question: "How many visitors come back, and when?",
	icon: IconRepeat,
	key: "N",
	component: lazyRouteComponent(() => import("./retention-view.js"), "RetentionView"),
	search: retentionSearch,
});
