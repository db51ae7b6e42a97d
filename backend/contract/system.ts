import { z } from "zod";
import { operation, owners, readers, timeZone } from "./base.js";

/** What the console's foot and the first-run page show. Times are epoch milliseconds. */
export const status = z.object({
	version: z.string(),
	address: z.string().nullable().describe("Where the embedded server listens, or null when it does not"),
	listen_problem: z.string().nullable(),
	store: z.object({
		kind: z.enum(["embedded"]),
		bytes: z.int(),
		path: z.string().nullable().describe("Only for who sits at the computer"),
	}),
	events: z.int(),
	noisy: z.int().describe("Events hidden by the noise filter"),
	rejected: z.int(),
	first_ts: z.int().nullable(),
	last_ts: z.int().nullable(),
	last_received_at: z.int().nullable(),
	now: z.int(),
});
export type Status = z.infer<typeof status>;

/** Kept in the store, so that every console of it agrees. */
export const settings = z.object({
	shop_name: z.string().max(80),
	time_zone: timeZone,
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/, "is three letters, like EUR")
		.nullable(),
});
export type Settings = z.infer<typeof settings>;

export const systemContract = {
	health: operation
		.route({ method: "GET", path: "/api/health", summary: "Is the server up, and on which engine", tags: ["System"] })
		.meta({ roles: ["anyone"] })
		.output(z.object({ status: z.literal("ok"), engine: z.string() })),
	status: operation
		.route({ method: "GET", path: "/api/status", summary: "Store and server state", tags: ["System"] })
		.meta({ roles: readers })
		.output(status),
	settings: operation
		.route({ method: "GET", path: "/api/settings", summary: "Settings of the shop", tags: ["System"] })
		.meta({ roles: readers })
		.output(settings),
	changeSettings: operation
		.route({ method: "PATCH", path: "/api/settings", summary: "Change settings of the shop", tags: ["System"] })
		.meta({ roles: owners })
		.input(settings.partial().strict())
		.output(settings),
};
