import type { Condition, FunnelStep } from "../../../../backend/contract/funnel.js";
import { format } from "../../ui/format.js";

const actions: Readonly<Record<string, string>> = {
	page_viewed: "Viewed a page",
	product_list_viewed: "Viewed a product list",
	products_searched: "Searched",
	product_viewed: "Viewed a product",
	product_added: "Added to cart",
	product_removed: "Removed from cart",
	cart_viewed: "Viewed the cart",
	checkout_started: "Started checkout",
	payment_info_entered: "Gave payment details",
	order_completed: "Ordered",
	order_cancelled: "Cancelled an order",
	order_refunded: "Had an order refunded",
};

export const eventWords = (is: string): string => actions[is] ?? is;

export const operatorWords: Readonly<Record<Condition["is"], string>> = {
	equals: "is",
	not: "is not",
	contains: "contains",
	greater: "is greater than",
	less: "is less than",
	exists: "is there",
	missing: "is missing",
};

/** A step's own name, else what it takes. */
export const stepWords = ({ name, on, is, where }: Pick<FunnelStep, "name" | "on" | "is" | "where">): string => {
	if (name !== undefined && name !== "") return name;
	const what = on === "event" ? eventWords(is) : is;
	return where.length === 0 ? what : `${what}, ${where.map(conditionWords).join(", ")}`;
};

const conditionWords = (condition: Condition): string =>
	[condition.field, operatorWords[condition.is], "value" in condition ? condition.value : ""].join(" ").trim();

export const unitWords = (per: "session" | "person", count: number): string => {
	const one = per === "session" ? "session" : "person";
	return count === 1 ? one : `${one}s`;
};

const minutesIn = { minutes: 1, hours: 60, days: 1440 } as const;
export type WindowUnit = keyof typeof minutesIn;
export const windowUnits = ["minutes", "hours", "days"] as const;

/** Minutes as the largest unit that leaves a whole number. */
export const windowOf = (minutes: number): { readonly count: number; readonly unit: WindowUnit } => {
	const unit = minutes % 1440 === 0 ? "days" : minutes % 60 === 0 ? "hours" : "minutes";
	return { count: minutes / minutesIn[unit], unit };
};

export const minutesOf = (count: number, unit: WindowUnit): number => count * minutesIn[unit];

export const windowWords = (minutes: number | null): string => {
	if (minutes === null) return "in the same session";
	const { count, unit } = windowOf(minutes);
	return `within ${format.count(count)} ${count === 1 ? unit.slice(0, -1) : unit}`;
};
