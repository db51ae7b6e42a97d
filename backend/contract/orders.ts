import { z } from "zod";
import { operation, signedIn } from "./base.js";

/** Money is a number of the currency's units, exact to its smallest one. */
const id = z
	.string()
	.min(1)
	.max(256)
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
	.regex(/^[^\u0000-\u001f\u007f]*$/, "must not hold control characters");

const item = z.strictObject({
	product_id: id,
	quantity: z.int().min(1).max(999),
	price: z.number().optional().describe("As the visitor saw it; refused when the catalog says otherwise"),
});

const items = z.array(item).min(1).max(100);

const line = z.object({
	product_id: z.string(),
	name: z.string(),
	category: z.string().nullable(),
	price: z.number(),
	quantity: z.int(),
	amount: z.number(),
});

const priced = z.object({
	items: z.array(line),
	currency: z.string().nullable(),
	subtotal: z.number(),
	tax: z.number().describe("10 % of the subtotal"),
	shipping: z.number(),
	total: z.number(),
});
export type Priced = z.infer<typeof priced>;

export const order = priced.extend({
	order_id: z.string(),
	user_id: z.string().nullable(),
	created_at: z.string(),
});
export type Order = z.infer<typeof order>;

export const ordersContract = {
	quote: operation
		.route({
			method: "POST",
			path: "/api/cart/quote",
			summary: "What a cart costs, by the catalog's prices; keeps nothing",
			tags: ["Orders"],
		})
		.meta({ roles: ["anyone"] })
		.input(z.strictObject({ items }))
		.output(priced),
	place: operation
		.route({
			method: "POST",
			path: "/api/orders",
			summary: "Place an order at the catalog's prices, and record it as an event",
			tags: ["Orders"],
		})
		.meta({ roles: ["anyone"] })
		.input(
			z.strictObject({
				items,
				order_key: z
					.string()
					.regex(/^[\w-]{16,64}$/, "16 to 64 letters, digits, _ or -")
					.describe("Made by the shop once per checkout: the same key is the same order, however often it is sent"),
				client_id: id.describe("The visitor, as the tracker knows it"),
				session_id: id,
			}),
		)
		.output(order),
	list: operation
		.route({ method: "GET", path: "/api/orders", summary: "The caller's own orders, newest first", tags: ["Orders"] })
		.meta({ roles: signedIn })
		.output(z.object({ items: z.array(order) })),
};
