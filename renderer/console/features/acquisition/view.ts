import { IconRoute } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineReportView } from "../reports/view.js";

export const acquisitionSearch = z.object({ touch: z.enum(["session", "first", "last"]).optional().catch(undefined) });

export const view = defineReportView({
	id: "acquisition",
	path: "/acquisition",
	title: "Acquisition",
	question: "How do visitors come, and which way brings orders?",
	icon: IconRoute,
	key: "Q",
	component: lazyRouteComponent(() => import("./acquisition-view.js"), "AcquisitionView"),
	search: acquisitionSearch,
});
