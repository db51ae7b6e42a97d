import { createInterface } from "node:readline/promises";
import type { Client } from "../../backend/client/client.js";
import type { CleanupProgress, CleanupRun, DryRunResult } from "../../backend/contract/cleanup.js";
import { AppError } from "../../backend/contract/errors.js";
import { connect } from "../remote.js";
import { openBar, print } from "../transfer/terminal.js";
import { dryRunText, progressText, runsText, runText } from "./cleanup-text.js";

export interface CleanupOptions {
	readonly dryRun: boolean;
	readonly delete: boolean;
	readonly confirm?: number;
	readonly undo?: number;
	readonly redo?: number;
	readonly runs: boolean;
	readonly sinceDays?: number;
	readonly json: boolean;
}

/** One job each, by what was asked for; tagging when nothing was. Prints the result on stdout and nothing else there. */
export const cleanupCommand = async (options: CleanupOptions, signal: AbortSignal): Promise<number> => {
	const { client, close } = await connect();
	try {
		const { result, text } = await done(client, options, signal);
		print(options.json ? JSON.stringify(result) : text);
		return 0;
	} finally {
		await close();
	}
};

interface Outcome {
	readonly result: unknown;
	readonly text: string;
}

const done = async (client: Client, options: CleanupOptions, signal: AbortSignal): Promise<Outcome> => {
	const { undo, redo, runs, dryRun } = options;
	const since = options.sinceDays === undefined ? {} : { since_days: options.sinceDays };
	if (undo !== undefined) return ended((await resultOf(await client.cleanup.undo({ run: undo }, { signal }))).run);
	if (redo !== undefined) return ended((await resultOf(await client.cleanup.redo({ run: redo }, { signal }))).run);
	if (runs) {
		const { items } = await client.cleanup.runs({ limit: 200 }, { signal });
		return { result: { items }, text: runsText(items) };
	}
	if (dryRun) {
		const found = await looked(client, since, signal);
		return { result: found, text: dryRunText(found) };
	}
	if (!options.delete) return ended(await carriedOut(client, { action: "tag", ...since }, signal));
	const confirm = options.confirm ?? (await asked(client, since, signal));
	return ended(await carriedOut(client, { action: "delete", confirm, ...since }, signal));
};

const ended = (run: CleanupRun | null): Outcome => ({ result: { run }, text: runText(run) });

type Since = { readonly since_days?: number };

const looked = async (client: Client, since: Since, signal: AbortSignal): Promise<DryRunResult> => {
	const last = await resultOf(await client.cleanup.dryRun(since, { signal }));
	return last.result;
};

const carriedOut = async (
	client: Client,
	input: Since & { readonly action: "tag" | "delete"; readonly confirm?: number },
	signal: AbortSignal,
): Promise<CleanupRun | null> => {
	const last = await resultOf(await client.cleanup.run(input, { signal }));
	return last.run;
};

/** The count, typed by who looks at it. Throws AppError `invalid` where nobody does, and `cancelled` for another answer. */
const asked = async (client: Client, since: Since, signal: AbortSignal): Promise<number> => {
	if (!process.stdin.isTTY || !process.stderr.isTTY)
		throw new AppError(
			"invalid",
			"To delete off a terminal say --confirm COUNT, with the count that --dry-run tells. Nothing was deleted.",
		);
	const found = await looked(client, since, signal);
	const lines = createInterface({ input: process.stdin, output: process.stderr });
	try {
		const answer = await lines.question(`${dryRunText(found)}\n\nType ${found.doomed} to delete them, with a backup: `, { signal });
		if (answer.trim().replaceAll(",", "") === String(found.doomed)) return found.doomed;
		throw new AppError("cancelled", "That is another count. Nothing was deleted.");
	} finally {
		lines.close();
	}
};

const resultOf = async <Done extends { readonly type: "done" }>(messages: AsyncIterable<CleanupProgress | Done>): Promise<Done> => {
	const bar = openBar();
	try {
		for await (const message of messages) {
			if (message.type === "done") return message;
			bar.update(Math.round(message.share * 1_000), 1_000, progressText(message));
		}
	} finally {
		bar.stop();
	}
	throw new AppError("internal", "The clean-up ended without a result. Run the command again.");
};
