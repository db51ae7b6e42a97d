import { IconShoppingCartX } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineReportView } from "../reports/view.js";

export const view = defineReportView({
	id: "carts",
	path: "/carts",
	title: "Carts",
	question: "Where are carts left, and with what in them?",
	icon: IconShoppingCartX,
	key: "K",
	component: lazyRouteComponent(() => import("./carts-view.js"), "CartsView"),
});
