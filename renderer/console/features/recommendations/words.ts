import type { Because, Explained, SubjectKind } from "../../../../backend/contract/recommendations.js";

export const kindNames: Readonly<Record<SubjectKind, string>> = { visitor: "Visitor", session: "Session", user: "Signed-in user" };

export const ways: Readonly<Record<Because["kind"], string>> = {
	together: "Bought together",
	neighbours: "Similar sessions",
	follows: "Follows",
	category: "Category",
	popular: "Popular",
};

export const methodNames = {
	neighbours: "Session neighbours",
	follows: "What follows what",
	together: "In one session",
	category: "Popular in category",
	popular: "Popular",
} as const;

type Entry = Explained["timeline"][number];

const doing: Readonly<Record<string, string>> = {
	product_viewed: "Viewed",
	product_clicked: "Clicked",
	product_added: "Added to the cart:",
	product_removed: "Took out of the cart:",
	order_completed: "Ordered",
	order_refunded: "Gave back",
	order_cancelled: "Cancelled",
};

const plain: Readonly<Record<string, string>> = {
	product_list_viewed: "Looked through a list",
	cart_viewed: "Opened the cart",
	checkout_started: "Began the checkout",
	payment_info_entered: "Told the payment",
	order_completed: "Ordered",
};

/** One line of what was done; ids and pages are as they were sent. */
export const entryText = ({ action, event_type, page, product, search }: Entry): string => {
	if (action === "products_searched") return search === null ? "Searched" : `Searched “${search}”`;
	if (product) return `${(action && doing[action]) ?? event_type} ${product.name}`;
	const did = action === null ? undefined : plain[action];
	if (did !== undefined) return did;
	return page === null ? event_type : `Opened ${page}`;
};

export interface Compared {
	readonly product_id: string;
	readonly name: string;
	/** Its place in the other list; null where it stands in this one alone. */
	readonly before: number | null;
}

/** A list beside another one: where each of its products stands there, from 1. */
export const comparedWith = (
	list: readonly { readonly product_id: string; readonly name: string }[],
	other: readonly { readonly product_id: string }[],
): Compared[] =>
	list.map(({ product_id, name }) => {
		const place = other.findIndex((one) => one.product_id === product_id);
		return { product_id, name, before: place < 0 ? null : place + 1 };
	});

export const placeText = (place: number, before: number | null): string => {
	if (before === null) return "only here";
	if (before === place) return "same";
	return before > place ? `↑ from ${before}` : `↓ from ${before}`;
};
