import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

/** The address is the state: path and search, as the browser has them. */
const address = (): string => location.pathname + location.search;

const moved = new Set<() => void>();
const tell = (): void => {
	for (const listener of moved) listener();
};
addEventListener("popstate", tell);

const subscribe = (listener: () => void): (() => void) => {
	moved.add(listener);
	return () => void moved.delete(listener);
};

export const useAddress = (): URL => new URL(useSyncExternalStore(subscribe, address), location.origin);

/** Goes to a page of the shop. `replace` corrects the address: Back passes it over, and it is no page view. */
export const go = (to: string, { replace = false } = {}): void => {
	if (replace) history.replaceState(null, "", to);
	else {
		history.pushState(null, "", to);
		scrollTo(0, 0);
		document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
	}
	tell();
};

const isPlainClick = (event: MouseEvent): boolean =>
	event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

export const Link = ({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) => (
	<a
		{...rest}
		href={href}
		onClick={(event) => {
			onClick?.(event);
			if (event.defaultPrevented || !isPlainClick(event)) return;
			event.preventDefault();
			go(href);
		}}
	/>
);

/** The address with some of its search changed; null takes a part away. What changes a list begins it anew. */
export const withSearch = (url: URL, change: Readonly<Record<string, string | null>>): string => {
	const next = new URLSearchParams(url.search);
	for (const [name, value] of Object.entries(change)) {
		if (value) next.set(name, value);
		else next.delete(name);
	}
	const text = next.toString();
	return url.pathname + (text && `?${text}`);
};
