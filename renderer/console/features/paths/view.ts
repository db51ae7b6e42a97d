import { IconArrowsSplit } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineReportView } from "../reports/view.js";

/** The address reader makes numbers of digits; pages are texts. */
const page = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(2000)).optional().catch(undefined);

export const pathsSearch = z.object({
	/** Whose paths; where visits begin or end when missing. */
	page,
	direction: z.enum(["before"]).optional().catch(undefined),
});

export const view = defineReportView({
	id: "paths",
	path: "/paths",
	title: "Paths",
	question: "Where do visitors go next, and where do they come from?",
	icon: IconArrowsSplit,
	key: "H",
	component: lazyRouteComponent(() => import("./paths-view.js"), "PathsView"),
	search: pathsSearch,
});
