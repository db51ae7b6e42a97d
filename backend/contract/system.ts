import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { operation, owners, readers, timeZone } from "./base.js";

/** What the console's foot and the first-run page show. Times are epoch milliseconds. */
export const status = z.object({
	version: z.string(),
	address: z.string().nullable().describe("Where the embedded server listens, or null when it does not"),
	listen_problem: z.string().nullable(),
	store: z.object({
		kind: z.enum(["embedded", "mongodb"]),
		problem: z
			.string()
			.nullable()
			.describe("Why the store cannot be reached, or how far its local copy is; the figures are then those of that copy"),
		bytes: z.int(),
		path: z.string().nullable().describe("Only for who sits at the computer"),
		last_backup_at: z
			.int()
			.nullable()
			.describe("When the last copy of the store was made and proven; null where none was, and with MongoDB"),
	}),
	lately: z
		.object({
			per_minute: z.int().describe("Events sent to this server in the last whole minute, whatever became of them"),
			rejected: z.int().describe("Of those in the last hour, or since it started, that were refused"),
		})
		.describe("By this server"),
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
	backUp: operation
		.route({
			method: "POST",
			path: "/api/backup",
			summary: "Copy the store, as it is now, to a new file and prove the copy",
			tags: ["System"],
		})
		.meta({ roles: owners })
		.input(
			z
				.strictObject({
					folder: z
						.string()
						.min(1)
						.max(4096)
						.optional()
						.describe("Only from who sits at the computer; else, and when missing, backups in the data folder"),
				})
				.prefault({}),
		)
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					z.object({ type: z.literal("progress"), bytes: z.int(), total_bytes: z.int() }),
					z.object({ type: z.literal("done"), path: z.string(), bytes: z.int(), events: z.int() }),
				]),
			),
		),
	log: operation
		.route({ method: "GET", path: "/api/log", summary: "The newest lines of the log, without places, names and secrets", tags: ["System"] })
		.meta({ roles: owners })
		.output(z.object({ lines: z.array(z.string()) })),
	updates: operation
		.route({ method: "POST", path: "/api/updates", summary: "Ask once, now, whether there is a newer version", tags: ["System"] })
		.meta({ roles: owners })
		.output(z.object({ version: z.string(), newer: z.boolean(), url: z.string() })),
	changeSettings: operation
		.route({ method: "PATCH", path: "/api/settings", summary: "Change settings of the shop", tags: ["System"] })
		.meta({ roles: owners })
		.input(settings.partial().strict())
		.output(settings),
};
