import { IconList } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineView } from "../../app/view.js";
import { eventsSearch } from "./search.js";

export const view = defineView({
	id: "events",
	path: "/events",
	title: "Events",
	question: "What exactly was received?",
	icon: IconList,
	group: "Look closer",
	key: "E",
	component: lazyRouteComponent(() => import("./events-view.js"), "EventsView"),
	search: eventsSearch,
});
