import type { LogEvent } from "./model.js";

/** What step of a shopping session an event is, told by one letter, by the definitions shared by all parts. */

export const pageKind = (page: string | null): string | null => {
	if (page === null) return null;
	let path = page.toLowerCase();
	if (path.endsWith("/")) path = path.slice(0, -1);
	const [, first] = path.split("/");
	if (["", "/home", "/index.html"].includes(path)) return "home";
	if (path.startsWith("/") && ["category", "categories", "c", "collections"].includes(first ?? "")) return "category";
	if (path.startsWith("/") && ["product", "products", "p"].includes(first ?? "")) return "product";
	if (path === "/search") return "search";
	if (path === "/cart" || path === "/basket") return "cart";
	return path === "/checkout" ? "checkout" : null;
};

const ofAction: Record<string, string> = {
	product_list_viewed: "C",
	products_searched: "S",
	product_viewed: "P",
	product_added: "A",
	cart_viewed: "B",
	checkout_started: "K",
	order_completed: "O",
};

const ofKind: Record<string, string> = { home: "H", category: "C", search: "S", product: "P", cart: "B", checkout: "K" };

export const letterOf = ({ action, page }: LogEvent): string | null =>
	action !== null && action !== "page_viewed" ? (ofAction[action] ?? null) : (ofKind[pageKind(page) ?? ""] ?? null);

/** How many of the steps, each a set of letters, occur one after the other, in order. */
export const depthOf = (events: readonly LogEvent[], steps: readonly string[]): number => {
	let depth = 0;
	for (const event of events) {
		const letter = letterOf(event);
		const wanted = steps[depth];
		if (letter !== null && wanted?.includes(letter)) depth += 1;
	}
	return depth;
};
