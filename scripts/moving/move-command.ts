import { readConfig } from "../../backend/config.js";
import type { MoveResult, StoreKind } from "../../backend/contract/storage.js";
import { connect } from "../remote.js";
import { openBar, print } from "../transfer/terminal.js";

export interface MoveOptions {
	readonly to: StoreKind;
	/** Choose the store when all is there. */
	readonly use: boolean;
	readonly json: boolean;
}

const count = (n: number): string => n.toLocaleString("en");

/** The result for people: what was moved, its proof, and what stayed. */
export const moveText = ({ from, to, events, checksum, records, unmoved, ms }: MoveResult): string =>
	[
		`${count(events)} events moved from ${from} to ${to} in ${(ms / 1000).toFixed(1)} s.`,
		...records.filter((one) => one.count > 0).map((one) => `  ${one.kind.replaceAll("_", " ").padEnd(16)}${count(one.count).padStart(10)}`),
		`Both stores were read and are the same in every field (checksum of the events ${checksum}).`,
		...unmoved.map((one) => `Stays behind: ${count(one.count)} ${one.what}.`),
	].join("\n");

const next = ({ to, use }: MoveOptions, fromEnvironment: boolean): string => {
	if (use && !fromEnvironment) return "It is the store of the next start. The source is as it was.";
	if (to === "mongodb") return "To use it, start with MONGO_URI set, or choose it in the console's settings. The source is as it was.";
	return "To use it, start without MONGO_URI, or choose it in the console's settings. The source is as it was.";
};

/** Moves all data. Prints the result on stdout and nothing else there. */
export const moveCommand = async (options: MoveOptions, signal: AbortSignal): Promise<number> => {
	const { to, use, json } = options;
	const { mongo } = readConfig();
	const { client, close } = await connect({ store: to === "mongodb" ? "embedded" : "mongodb" });
	const bar = openBar();
	try {
		for await (const message of await client.storage.move({ to, use, ...mongo }, { signal })) {
			if (message.type === "progress") bar.update(message.done, message.total, message.step.replaceAll("_", " "));
			else print(json ? JSON.stringify(message.result) : `${moveText(message.result)}\n${next(options, mongo !== null)}`);
		}
		return 0;
	} finally {
		bar.stop();
		await close();
	}
};
