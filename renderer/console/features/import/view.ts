import { IconFileImport } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { defineView } from "../../app/view.js";
import { importSearch } from "./search.js";

export const view = defineView({
	id: "import",
	path: "/import",
	title: "Import",
	question: "What do the columns of this file mean?",
	icon: IconFileImport,
	group: "Data",
	key: "M",
	component: lazyRouteComponent(() => import("./import-view.js"), "ImportView"),
	search: importSearch,
	badge: lazy(() => import("./import-badge.js").then((module) => ({ default: module.ImportBadge }))),
	roles: ["owner", "local"],
});
