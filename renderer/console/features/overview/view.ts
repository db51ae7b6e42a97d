import { IconLayoutDashboard } from "@tabler/icons-react";
import { defineView } from "../../app/view.js";
import { OverviewView } from "./overview-view.js";
import { overviewSearch } from "./search.js";

export const view = defineView({
	id: "overview",
	path: "/",
	title: "Overview",
	question: "How is the shop doing, and what changed?",
	icon: IconLayoutDashboard,
	group: "Read",
	key: "O",
	/** The one view that comes with the page: most starts open it, and asking for it afterwards would make them wait. */
	component: OverviewView,
	search: overviewSearch,
});
