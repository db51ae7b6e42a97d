import { IconEyeOff } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineReportView } from "../reports/view.js";

export const view = defineReportView({
	id: "noise",
	path: "/noise",
	title: "Noise",
	question: "How much was hidden, and why?",
	icon: IconEyeOff,
	key: "X",
	component: lazyRouteComponent(() => import("./noise-view.js"), "NoiseView"),
});
