import { IconSettings } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineView } from "../../app/view.js";
import { settingsSearch } from "./search.js";

export const view = defineView({
	id: "settings",
	path: "/settings",
	title: "Settings",
	question: "What is set, and where is it kept?",
	icon: IconSettings,
	group: "Foot",
	key: "S",
	component: lazyRouteComponent(() => import("./settings-view.js"), "SettingsView"),
	search: settingsSearch,
});
