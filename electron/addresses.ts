/** Everything the window shows comes from this origin; nothing else may be loaded into it. */
export const origin = "app://console";
export const consoleHome = `${origin}/dashboard/`;
export const startPage = `${origin}/start/`;

/** Node gives a custom scheme the origin "null", so scheme and host are compared themselves. */
const parts = (address: string): { readonly ours: boolean; readonly path: string } => {
	const url = URL.parse(address);
	return {
		ours: url?.protocol === "app:" && url.host === "console" && url.username === "" && url.password === "",
		path: url?.pathname ?? "",
	};
};

export const isOurAddress = (address: string): boolean => parts(address).ours;

/** The console itself, as opposed to the pages before it. */
export const isConsoleAddress = (address: string): boolean => {
	const { ours, path } = parts(address);
	return ours && (path === "/dashboard" || path.startsWith("/dashboard/"));
};

/** The choice that a start page's link stands for, or null for any other address. */
export const choiceOf = (address: string): string | null => {
	const { ours, path } = parts(address);
	return ours && path.startsWith("/start/do/") ? path.slice("/start/do/".length) : null;
};

/** Path, search and fragment of a console address, to open it again later. */
export const routeOf = (address: string): string | null => {
	const url = URL.parse(address);
	return url && isConsoleAddress(address) ? `${url.pathname}${url.search}${url.hash}` : null;
};

/** Refuses what is not below /dashboard, so that a changed preferences file cannot lead elsewhere. */
export const addressOf = (route: string | undefined): string => {
	const address = route === undefined ? null : URL.parse(route, origin);
	return address && isConsoleAddress(address.href) ? address.href : consoleHome;
};
