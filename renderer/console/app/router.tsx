import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { noteAddress } from "./address-note.js";
import { filterSearch } from "./filter.js";
import { NotFound, RouteFailure } from "./route-states.js";
import { Shell } from "./shell.js";
import { views } from "./views.js";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routes = views.map((view) =>
	createRoute({
		getParentRoute: () => root,
		path: view.path,
		component: view.component,
		errorComponent: RouteFailure,
		staticData: { view },
		validateSearch: (search) => {
			noteAddress(view, search);
			return { ...filterSearch.parse(search), ...view.search.parse(search) };
		},
	}),
);

/** The console lives below /dashboard both at app://console and under the embedded server. */
export const router = createRouter({
	routeTree: root.addChildren(routes),
	basepath: "/dashboard",
	/** The router takes addresses of any other scheme, such as the desktop window's app:, for foreign ones and shows nothing. */
	...(window.location.protocol === "app:" ? { origin: "http://localhost" } : {}),
	defaultPreload: "intent",
	defaultPendingMs: 150,
	scrollRestoration: true,
	scrollToTopSelectors: ["#main"],
});

/** Fetches the view that the address names beside all else, not after it. Its failure is met where the view is shown. */
export const fetchOpened = (): void => {
	const path = window.location.pathname.replace(/^\/dashboard/, "").replace(/\/$/, "") || "/";
	void views.find((view) => view.path === path)?.component?.preload?.();
};

declare module "@tanstack/react-router" {
	interface StaticDataRouteOption {
		view?: import("./view.js").View;
	}
}
