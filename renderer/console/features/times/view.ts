import { IconClockHour4 } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineReportView } from "../reports/view.js";

export const timesSearch = z.object({ measure: z.enum(["events", "sessions", "orders"]).optional().catch(undefined) });

export const view = defineReportView({
	id: "times",
	path: "/times",
	title: "Times",
	question: "When in the week is the shop busy?",
	icon: IconClockHour4,
	key: "W",
	component: lazyRouteComponent(() => import("./times-view.js"), "TimesView"),
	search: timesSearch,
});
