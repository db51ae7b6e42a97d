import { IconUsers } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineReportView } from "../reports/view.js";

export const visitorsSearch = z.object({
	measure: z.enum(["visitors", "sessions"]).optional().catch(undefined),
});

export const view = defineReportView({
	id: "visitors",
	path: "/visitors",
	title: "Visitors",
	question: "Who came, and how many came back?",
	icon: IconUsers,
	key: "V",
	component: lazyRouteComponent(() => import("./visitors-view.js"), "VisitorsView"),
	search: visitorsSearch,
});
