/** The address without what stands behind `#`. */
const here = (): string => location.href.split("#", 1)[0] ?? "";

export interface PageView {
	readonly url: string;
	readonly referrer: string;
}

/**
 * Tells each page the visitor comes to: the first, those of single-page navigation, and one brought back from the browser's
 * cache. `replaceState` corrects an address and is no navigation. Gives a function that ends it.
 */
export const watchPages = (tell: (view: PageView) => void): (() => void) => {
	let last = "";
	const look = (again: boolean): void => {
		const url = here();
		if (url === last && !again) return;
		const referrer = last || document.referrer;
		last = url;
		tell({ url, referrer });
	};
	const moved = (): void => look(false);
	const shown = ({ persisted }: PageTransitionEvent): void => {
		if (persisted) look(true);
	};
	const { pushState, replaceState } = history;
	history.pushState = function (...args) {
		pushState.apply(this, args);
		moved();
	};
	history.replaceState = function (...args) {
		replaceState.apply(this, args);
		last = here();
	};
	addEventListener("popstate", moved);
	addEventListener("pageshow", shown);
	// A page drawn ahead of a visit that may never come is not a view yet.
	if ((document as { prerendering?: boolean }).prerendering) document.addEventListener("prerenderingchange", moved, { once: true });
	else moved();
	return () => {
		history.pushState = pushState;
		history.replaceState = replaceState;
		removeEventListener("popstate", moved);
		removeEventListener("pageshow", shown);
	};
};
