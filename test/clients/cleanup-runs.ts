import type { Client } from "../../backend/client/client.js";
import type { CleanupProgress, CleanupRun, DryRunResult } from "../../backend/contract/cleanup.js";

const last = async <Done extends { readonly type: "done" }>(messages: AsyncIterable<CleanupProgress | Done>): Promise<Done> => {
	for await (const message of messages) if (message.type === "done") return message;
	throw new Error("The stream ended without a result");
};

export const dryRun = async (client: Client, input: { readonly since_days?: number } = {}): Promise<DryRunResult> =>
	(await last(await client.cleanup.dryRun(input))).result;

export const cleanUp = async (
	client: Client,
	input: { readonly action?: "tag" | "delete"; readonly confirm?: number; readonly since_days?: number } = {},
): Promise<CleanupRun | null> => (await last(await client.cleanup.run(input))).run;

export const undo = async (client: Client, run: number): Promise<CleanupRun> => (await last(await client.cleanup.undo({ run }))).run;

/** What a dry run found, by rule, of rules that found something. */
export const foundOf = ({ reasons }: DryRunResult): Record<string, number> =>
	Object.fromEntries(reasons.filter(({ found }) => found > 0).map(({ rule, found }) => [rule, found]));
