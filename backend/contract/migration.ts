import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { operation, owners } from "./base.js";

const counts = z
	.object({
		events: z.int(),
		users: z.int(),
		products: z.int(),
		api_keys: z.int().describe("Keys to a language model, in plain text"),
		log_ins: z.int().describe("Tokens of people who were logged in, in plain text"),
		aggregates_minute: z.int(),
		analyses: z.int().describe("Left as they are, as orders and carts are"),
		orders: z.int(),
		carts: z.int(),
	})
	.describe("Documents of the predecessor that are not taken over");

const asideGroup = z.object({
	kind: z.string(),
	reason: z.string(),
	count: z.int(),
	examples: z.array(z.string()).describe("Ids of some of them"),
});
export type AsideGroup = z.infer<typeof asideGroup>;

const backups = z
	.array(z.object({ kind: z.string(), collection: z.string() }))
	.describe("Where what is there is copied before it is changed");

export const migrationState = z.object({
	found: counts.nullable().describe("Null on a store that no predecessor can have filled"),
	backups,
	state: z.enum(["none", "interrupted", "running", "done"]).describe("Of the last time that it was taken over"),
	began_at: z.int().nullable(),
	finished_at: z.int().nullable(),
	aside: z.array(asideGroup).describe("What was set aside so far, by reason"),
});
export type MigrationState = z.infer<typeof migrationState>;

export const migrationResult = z.object({
	dry_run: z.boolean(),
	taken: z.object({ events: z.int(), users: z.int(), products: z.int() }).describe("Taken over, or that would be"),
	removed: z.object({ api_keys: z.int(), log_ins: z.int(), aggregates_minute: z.int() }),
	aside: z.array(asideGroup).describe("Set aside, or that would be"),
	backups,
	ms: z.int(),
});
export type MigrationResult = z.infer<typeof migrationResult>;

const migrationProgress = z.object({
	step: z.enum(["backup", "aggregates_minute", "users", "products", "api_keys", "log_ins", "events", "checking"]),
	of: z.string().describe("The kind of documents"),
	done: z.int(),
	total: z.int(),
});
export type MigrationProgress = z.infer<typeof migrationProgress>;

export const migrationContract = {
	state: operation
		.route({
			method: "GET",
			path: "/api/migration",
			summary: "What a predecessor left in the MongoDB, and where taking it over stands",
			tags: ["Storage"],
		})
		.meta({ roles: owners })
		.output(migrationState),
	run: operation
		.route({
			method: "POST",
			path: "/api/migration/run",
			summary: "Take over what a predecessor left; ending the stream early stops it, and run again it goes on",
			tags: ["Storage"],
		})
		.meta({ roles: owners })
		.input(
			z.strictObject({
				dry_run: z.boolean().default(true).describe("Reads all and tells what would become of it; writes nothing"),
				confirmed: z.int().optional().describe("Of a run that writes: the number of events that was told"),
			}),
		)
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					migrationProgress.extend({ type: z.literal("progress") }),
					z.object({ type: z.literal("done"), result: migrationResult }),
				]),
			),
		),
};
