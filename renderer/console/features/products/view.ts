import { IconPackage } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import { defineReportView } from "../reports/view.js";

export const view = defineReportView({
	id: "products",
	path: "/products",
	title: "Products",
	question: "Which products are viewed, put into carts and bought?",
	icon: IconPackage,
	key: "U",
	component: lazyRouteComponent(() => import("./products-view.js"), "ProductsView"),
});
