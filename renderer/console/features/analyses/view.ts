import { IconHistory } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineView } from "../../app/view.js";

export const view = defineView({
	id: "analyses",
	path: "/analyses",
	title: "Analyses",
	question: "What did I read then, and under which settings?",
	icon: IconHistory,
	group: "Look closer",
	key: "A",
	component: lazyRouteComponent(() => import("./analyses-view.js"), "AnalysesView"),
	search: z.object({}),
});
