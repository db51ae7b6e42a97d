import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { operation, owners } from "./base.js";
import { keeping } from "./model.js";

export const storeKinds = ["embedded", "mongodb"] as const;
export const storeKind = z.enum(storeKinds);
export type StoreKind = z.infer<typeof storeKind>;

/** Sent once; told by nobody again. */
const uri = z
	.string()
	.trim()
	.min(11)
	.max(2_000)
	.regex(/^mongodb(?:\+srv)?:\/\/./, "begins with mongodb:// or mongodb+srv://");

const database = z.string().regex(/^[A-Za-z0-9_-]{1,63}$/, "is a name of letters, digits, _ and -");

const address = z.strictObject({
	uri: uri.optional().describe("Left out: the one that is kept, or of MONGO_URI"),
	database: database.optional(),
});

export const storageState = z.object({
	in_use: z.object({ kind: storeKind, where: z.string().nullable().describe("Only for who sits at the computer") }),
	chosen: z.object({
		kind: storeKind,
		by: z.enum(["environment", "settings", "nobody"]).describe("MONGO_URI has the last word; nobody: the embedded store is the usual one"),
		address: z.string().nullable().describe("Hosts and user, never a password"),
		database: z.string().nullable(),
	}),
	keeping,
	may_restart: z.boolean().describe("Whether this program starts its backend anew when it is asked to"),
	moving: z.boolean(),
	held: z.boolean().describe("The data was moved and the new store is chosen: nothing is written until the restart"),
});
export type StorageState = z.infer<typeof storageState>;

export const trial = z.object({
	where: z.string(),
	version: z.string(),
	topology: z.enum(["standalone", "replica set", "sharded"]),
	latency_ms: z.number().describe("Median of five short questions"),
	rights: z.array(z.object({ right: z.string(), granted: z.boolean() })).describe("Tried on a collection that is made for it and removed"),
	collections: z.array(z.object({ name: z.string(), documents: z.int() })).describe("By name"),
	holds: z.enum(["nothing", "ours", "predecessor", "other"]),
});
export type Trial = z.infer<typeof trial>;

const moveProgress = z.object({
	step: z.string().describe("events, marks, a kind of records, or checking"),
	done: z.int(),
	total: z.int(),
});
export type MoveProgress = z.infer<typeof moveProgress>;

export const moveResult = z.object({
	from: z.string(),
	to: z.string(),
	events: z.int(),
	checksum: z.string().describe("Of every field of every event, in both stores"),
	records: z.array(z.object({ kind: z.string(), count: z.int(), checksum: z.string() })),
	unmoved: z.array(z.object({ what: z.string(), count: z.int() })).describe("What the other store cannot hold; it stays in the source"),
	ms: z.int(),
});
export type MoveResult = z.infer<typeof moveResult>;

export const storageContract = {
	state: operation
		.route({ method: "GET", path: "/api/storage", summary: "Which store is in use, and which is chosen", tags: ["Storage"] })
		.meta({ roles: owners })
		.output(storageState),
	test: operation
		.route({
			method: "POST",
			path: "/api/storage/test",
			summary: "Ask a MongoDB for its version, latency, rights and counts",
			tags: ["Storage"],
		})
		.meta({ roles: owners })
		.input(address.prefault({}))
		.output(trial),
	choose: operation
		.route({ method: "POST", path: "/api/storage/choice", summary: "Choose the store of the next start", tags: ["Storage"] })
		.meta({ roles: owners })
		.input(
			z.discriminatedUnion("kind", [
				z.strictObject({ kind: z.literal("embedded") }),
				z.strictObject({ kind: z.literal("mongodb"), uri: uri.optional(), database: database.optional() }),
			]),
		)
		.output(storageState),
	move: operation
		.route({
			method: "POST",
			path: "/api/storage/move",
			summary: "Copy all data to the other kind of store and prove it; the source stays",
			tags: ["Storage"],
		})
		.meta({ roles: owners })
		.input(address.extend({ to: storeKind, use: z.boolean().default(false).describe("Choose it when all is there") }))
		.output(
			eventIterator(
				z.discriminatedUnion("type", [
					moveProgress.extend({ type: z.literal("progress") }),
					z.object({ type: z.literal("done"), result: moveResult }),
				]),
			),
		),
	restart: operation
		.route({ method: "POST", path: "/api/storage/restart", summary: "Start the backend anew, on the chosen store", tags: ["Storage"] })
		.meta({ roles: owners })
		.output(z.object({ restarting: z.literal(true) })),
};
