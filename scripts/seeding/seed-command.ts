import { access, constants, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Client } from "../../backend/client/client.js";
import { AppError } from "../../backend/contract/errors.js";
import type { SeedInput, SeedOutcome, SeedProgress } from "../../backend/contract/seeding.js";
import { connect } from "../remote.js";
import { openBar, print } from "../transfer/terminal.js";

export interface SeedRequest {
	readonly input: SeedInput;
	/** Where the truth goes. */
	readonly truth: string | null;
	readonly json: boolean;
}

/** Makes demo data. Prints the result on stdout and nothing else there. */
export const seedCommand = async ({ input, truth, json }: SeedRequest, signal: AbortSignal): Promise<number> => {
	if (truth !== null) await checkTruth(truth);
	const { client, close } = await connect();
	try {
		const outcome = await outcomeOf(client, input, signal);
		if (truth !== null) await writeTruth(client, outcome.run.run_id, truth);
		print(json ? JSON.stringify(outcome) : summary(outcome));
		return 0;
	} finally {
		await close();
	}
};

/** Before anything is made. Throws AppError `invalid` where the file could not be written. */
const checkTruth = async (path: string): Promise<void> => {
	const folder = dirname(path);
	const refused = (why: string): AppError => new AppError("invalid", `The truth cannot be written to ${path}: ${why}. Nothing was made.`);
	if ((await stat(path).catch(() => null))?.isDirectory()) throw refused("that is a folder; name a file in it");
	if (!(await stat(folder).catch(() => null))?.isDirectory()) throw refused(`there is no folder ${folder}`);
	await access(folder, constants.W_OK).catch(() => {
		throw refused(`the folder ${folder} may not be written to`);
	});
};

const writeTruth = async (client: Client, run_id: string, path: string): Promise<void> => {
	const truth = await client.seeding.truth({ run_id });
	await writeFile(path, `${JSON.stringify(truth, null, "\t")}\n`);
};

const words = ({ step, events, visitors, orders, left_ms }: SeedProgress): string => {
	if (step === "products") return "products";
	if (step === "visitors") return "who comes when";
	const left = left_ms === null ? "" : `, ${Math.ceil(left_ms / 1000)} s left`;
	return `${events} events, ${visitors} visitors, ${orders} orders${left}`;
};

const outcomeOf = async (client: Client, input: SeedInput, signal: AbortSignal): Promise<SeedOutcome> => {
	const bar = openBar();
	try {
		for await (const message of await client.seeding.run(input, { signal })) {
			if (message.type === "done") return message.result;
			if (message.type === "progress") bar.update(message.events, message.expected_events, words(message));
		}
	} finally {
		bar.stop();
	}
	throw new AppError(signal.aborted ? "cancelled" : "internal", "The run ended without a result. Run the command again.");
};

export const summary = ({ run, added, already }: SeedOutcome): string =>
	[
		`${run.run_id}: ${run.events} events of ${run.visitors} visitors in ${run.sessions} visits with ${run.orders} orders; ${added} were added, ${already} were there already.`,
		...(run.products.length > 0 ? [`${run.products.length} products are in the catalog.`] : []),
		...(run.user_id === null
			? []
			: [`The account ${run.options.username} was made; it has no password yet: npm run account -- reset ${run.options.username}`]),
	].join("\n");
