import type { Client } from "../../backend/client/client.js";
import type { SeedInput, SeedOutcome, SeedTruth } from "../../backend/contract/seeding.js";

/** A run to its end. */
export const seed = async (client: Client, input: SeedInput, signal?: AbortSignal): Promise<SeedOutcome> => {
	for await (const message of await client.seeding.run(input, signal ? { signal } : {})) if (message.type === "done") return message.result;
	throw new Error("The stream ended without a result");
};

export const seedWithTruth = async (client: Client, input: SeedInput): Promise<SeedOutcome & { readonly truth: SeedTruth }> => {
	const outcome = await seed(client, input);
	return { ...outcome, truth: await client.seeding.truth({ run_id: outcome.run.run_id }) };
};

/** The whole small shop: a month in a zone whose clocks change in it, all that can be planted. */
export const month = {
	days: 28,
	user_count: 4_000,
	sessions_per_user: 1.6,
	avg_events: 5.5,
	now: "2026-11-10T22:59:00Z",
	time_zone: "Europe/Berlin",
} as const satisfies SeedInput;
export const undo = async (client: Client, run_id: string): Promise<number> => {
	for await (const message of await client.seeding.undo({ run_id })) if (message.type === "done") return message.result.removed;
	throw new Error("The stream ended without a result");
};
