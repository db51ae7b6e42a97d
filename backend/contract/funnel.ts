import { z } from "zod";

/** A funnel of the user's own: ordered steps, and how many sessions or persons came how far. */

export const stepBounds = { fewest: 2, most: 8, conditions: 5 } as const;
/** 90 days. */
export const longestWindow = 129_600;

const text = z.string().min(1).max(512);
const field = z
	.string()
	.min(1)
	.max(200)
	.describe("A column (device, price, product_category …) or a property (status, or a path such as cart.size)");

/** What must hold for one of the event's own values. */
export const condition = z.discriminatedUnion("is", [
	z.strictObject({ field, is: z.enum(["equals", "not", "contains"]), value: text }).describe("Text, upper and lower case told apart"),
	z.strictObject({ field, is: z.enum(["greater", "less"]), value: z.number() }).describe("Holds for numbers alone"),
	z.strictObject({ field, is: z.enum(["exists", "missing"]) }),
]);
export type Condition = z.infer<typeof condition>;

const shared = {
	name: z.string().trim().min(1).max(80).optional().describe("What the step is called"),
	where: z.array(condition).max(stepBounds.conditions).default([]),
};

export const funnelStep = z.discriminatedUnion("on", [
	z.strictObject({ on: z.literal("event"), is: text.describe("An event_type as sent, or an action such as order_completed"), ...shared }),
	z.strictObject({ on: z.literal("page"), is: text.describe("A page; * stands for any text, all else is literal"), ...shared }),
]);
export type FunnelStep = z.infer<typeof funnelStep>;

export const funnel = z
	.strictObject({
		steps: z.array(funnelStep).min(stepBounds.fewest).max(stepBounds.most),
		per: z.enum(["session", "person"]).default("session"),
		window: z
			.int()
			.min(1)
			.max(longestWindow)
			.nullable()
			.default(null)
			.describe("Minutes from step 1 to the last step, both inclusive; null: anywhere in the session"),
		strict: z.boolean().default(false).describe("true: the very next event must be the next step; false: others may lie between"),
		by: field.nullable().default(null).describe("Broken down by the value that step 1 has"),
	})
	.refine(({ per, window }) => per === "session" || window !== null, {
		path: ["window"],
		message: "a funnel of persons needs a window in minutes: give one up to 129600 (90 days)",
	});
export type Funnel = z.infer<typeof funnel>;
export type FunnelInput = z.input<typeof funnel>;

/** What the people behind a bar are sorted by. */
export const peopleSorts = ["who", "value", "began", "reached", "took"] as const;
