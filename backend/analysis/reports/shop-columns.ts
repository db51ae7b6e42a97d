import { z } from "zod";
import type { Column } from "./report.js";

const count = { role: "measure", unit: "count", better: "up" } satisfies Column;
const rate = { role: "measure", unit: "ratio", better: "up" } satisfies Column;
const money = { role: "measure", unit: "money", sum: true } satisfies Column;

/** What a product and a category of products tell; defined in products.ts and categories.ts. */
export const shopColumns = {
	views: { ...count, sum: true },
	adds: { ...count, sum: true },
	orders: count,
	view_to_cart: rate,
	cart_to_buy: rate,
	view_to_buy: rate,
	quantity: { role: "measure", unit: "number", better: "up", sum: true },
	revenue: { ...money, better: "up" },
	refunded: money,
	cancelled: money,
} satisfies Record<string, Column>;

export const shopRow = {
	by_value: z.string().nullable(),
	views: z.int(),
	adds: z.int(),
	orders: z.int(),
	view_to_cart: z.number().nullable(),
	cart_to_buy: z.number().nullable(),
	view_to_buy: z.number().nullable(),
	quantity: z.number(),
	revenue: z.number(),
	refunded: z.number(),
	cancelled: z.number(),
};
