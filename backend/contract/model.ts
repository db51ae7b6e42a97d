import { z } from "zod";
import { operation, owners, readers } from "./base.js";

/** Sent once, on saving; told by nobody again. */
const apiKey = z
	.string()
	.trim()
	.max(300)
	.regex(/^sk-or-[A-Za-z0-9_-]{12,280}$/, "is not a key of OpenRouter; such a key begins with sk-or-");

const passphrase = z.string().min(10, "has at least 10 characters").max(200);

/** Where a key is kept, in words that people know. */
export const keeping = z.object({
	kind: z.enum(["keyring", "secret_key", "passphrase", "memory", "refused"]),
	/** Such as GNOME Keyring. */
	name: z.string(),
	durable: z.boolean().describe("Whether a key outlives this run of the program"),
	text: z.string(),
});
export type Keeping = z.infer<typeof keeping>;

export const modelKeyState = z.object({
	exists: z.boolean(),
	provider: z.literal("openrouter"),
	masked_key: z.string().nullable().describe("Stars, then the last four characters"),
	updated_at: z.string().nullable(),
	source: z.enum(["manual", "provisioned", "environment"]).nullable(),
	label: z.string().nullable().describe("The key's name at the provider"),
	expires_at: z.string().nullable(),
	tested_at: z.string().nullable(),
	answered_ms: z.int().nullable(),
	locked: z.boolean().describe("There is a key, but its passphrase was not given since the start"),
	keeping,
	can_provision: z.boolean().describe("A management key is set: a key is made for the first run that asks for insights"),
});
export type ModelKeyState = z.infer<typeof modelKeyState>;

export const keyTest = z.object({
	status: z.literal("ok"),
	label: z.string().nullable(),
	limit: z.number().nullable().describe("US dollars; null for none"),
	limit_remaining: z.number().nullable(),
	expires_at: z.string().nullable(),
	answered_ms: z.int(),
});
export type KeyTest = z.infer<typeof keyTest>;

const modelName = z
	.string()
	.trim()
	.max(120)
	.regex(/^[a-z0-9~][\w.-]*\/[\w.:-]+$/i, "is not the name of a model; write it like mistralai/mistral-large");

/** Dollars, with at most four decimals. */
const dollars = z.number().min(0).max(10_000).multipleOf(0.0001);

export const modelSettings = z.object({
	models: z.array(modelName).min(1).max(4).describe("The first is asked, the others when it is down or refuses"),
	max_per_run: dollars.describe("US dollars, both attempts of a run together"),
	max_per_month: dollars.describe("US dollars, all users together, from the first of the month, UTC"),
	max_answer_tokens: z.int().min(1_000).max(64_000).describe("Tokens that a model may write in one answer, what it reasons among them"),
	deny_keeping: z.boolean().describe("Only providers that do not keep what they are sent"),
});
export type ModelSettings = z.infer<typeof modelSettings>;

export const modelSpending = z.object({
	month: z.object({ runs: z.int(), cost: z.number(), resets_at: z.string() }),
	settings: modelSettings,
	/** Models that OPENROUTER_MODEL names; they have the last word. */
	fixed_models: z.array(z.string()),
	endpoint: z.string(),
});
export type ModelSpending = z.infer<typeof modelSpending>;

const done = z.object({ status: z.literal("ok"), message: z.string() });

export const modelContract = {
	key: operation
		.route({
			method: "GET",
			path: "/api/openrouter/key",
			summary: "Whether the caller has a key, where it is kept, its last four",
			tags: ["Model"],
		})
		.meta({ roles: readers })
		.output(modelKeyState),
	saveKey: operation
		.route({ method: "POST", path: "/api/openrouter/key", summary: "Test a key and keep it sealed", tags: ["Model"] })
		.meta({ roles: readers })
		.input(
			z.strictObject({
				api_key: apiKey,
				passphrase: passphrase.optional().describe("Where there is no keyring: keeps the key beyond this run"),
			}),
		)
		.output(done.extend({ key: modelKeyState })),
	removeKey: operation
		.route({
			method: "DELETE",
			path: "/api/openrouter/key",
			summary: "Forget the caller's key; one made here is disabled at the provider too",
			tags: ["Model"],
		})
		.meta({ roles: readers })
		.output(done),
	unlockKey: operation
		.route({
			method: "POST",
			path: "/api/openrouter/unlock",
			summary: "Open a key that a passphrase seals, until the program ends",
			tags: ["Model"],
		})
		.meta({ roles: readers })
		.input(z.strictObject({ passphrase: z.string().min(1).max(200) }))
		.output(done.extend({ key: modelKeyState })),
	testKey: operation
		.route({ method: "POST", path: "/api/openrouter/test", summary: "Ask the provider about the caller's key", tags: ["Model"] })
		.meta({ roles: readers })
		.output(keyTest),
	provision: operation
		.route({
			method: "POST",
			path: "/api/openrouter/provision",
			summary: "Make a key with a limit of its own, and disable the one made before",
			tags: ["Model"],
		})
		.meta({ roles: readers })
		.input(
			z
				.strictObject({
					name: z.string().trim().min(1).max(80).optional(),
					limit: z
						.number()
						.positive()
						.max(10_000)
						.optional()
						.describe("US dollars a month; the limit per month of the settings when missing"),
				})
				.prefault({}),
		)
		.output(
			done.extend({
				meta: z.object({
					hash: z.string(),
					name: z.string(),
					limit: z.number(),
					limit_reset: z.literal("monthly"),
					disabled: z.array(z.string()),
				}),
			}),
		),
	settings: operation
		.route({ method: "GET", path: "/api/model", summary: "Models, limits and what was spent this month", tags: ["Model"] })
		.meta({ roles: readers })
		.output(modelSpending),
	changeSettings: operation
		.route({ method: "PATCH", path: "/api/model", summary: "Change models and limits", tags: ["Model"] })
		.meta({ roles: owners })
		.input(modelSettings.partial().strict())
		.output(modelSpending),
};
