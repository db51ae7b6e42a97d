import { IconFileImport } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { defineView } from "../../app/view.js";

export const view = defineView({
	id: "import",
	path: "/import",
	title: "Import",
	question: "What do the columns of this file mean?",
	icon: IconFileImport,
	group: "Data",
	key: "M",
	component: lazyRouteComponent(() => import("./import-view.js"), "ImportView"),
	search: z.object({}),
	roles: ["owner", "local"],
});
