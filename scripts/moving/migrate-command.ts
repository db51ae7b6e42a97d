import type { MigrationResult, MigrationState } from "../../backend/contract/migration.js";
import { connect } from "../remote.js";
import { openBar, print } from "../transfer/terminal.js";

export interface MigrateOptions {
	readonly confirm: boolean;
	readonly json: boolean;
}

const count = (n: number): string => n.toLocaleString("en");

const nameOf = (kind: string): string => kind.replaceAll("_", " ");

const asideText = ({ aside }: Pick<MigrationResult, "aside">): string[] =>
	aside.map((one) => `  ${count(one.count).padStart(10)}  ${nameOf(one.kind)}: ${one.reason} (such as ${one.examples.join(", ")})`);

const staying = {
	analyses: "saved analyses stay where they are, unread: their figures were wrong.",
	orders: "orders stay where they are, unread: the events of these purchases are what is counted.",
	carts: "carts stay where they are, unread: what was put into them the events tell.",
} as const satisfies Partial<Record<keyof NonNullable<MigrationState["found"]>, string>>;

const leftText = ({ found }: MigrationState): string[] =>
	Object.entries(staying).flatMap(([kind, fate]) => {
		const there = found?.[kind as keyof typeof staying] ?? 0;
		return there > 0 ? [`${count(there)} ${fate}`] : [];
	});

/** The result for people. */
export const migrateText = (result: MigrationResult, state: MigrationState): string => {
	const { dry_run: dry, taken, removed, backups, ms } = result;
	if (dry && backups.length === 0 && removed.log_ins === 0)
		return ["There is nothing to take over. Nothing was written.", ...leftText(state)].join("\n");
	const head = dry ? "Would be taken over" : `Taken over in ${(ms / 1000).toFixed(1)} s`;
	return [
		`${head}: ${count(taken.events)} events, ${count(taken.users)} accounts (without passwords), ${count(taken.products)} products.`,
		...(result.aside.length > 0
			? [dry ? "Would be set aside, each with the reason:" : "Set aside, each with the reason:", ...asideText(result)]
			: []),
		`${dry ? "Would be removed" : "Removed"}: ${count(removed.aggregates_minute)} counts by minute (counted anew), ${count(removed.api_keys)} model keys and ${count(removed.log_ins)} log-ins in plain text.`,
		...leftText(state),
		`${dry ? "Copied before to" : "Copies of what was there"}: ${backups.map(({ collection }) => collection).join(", ")}.`,
		...(dry ? ["Nothing was written. To do it: npm run migrate:mongo -- --confirm"] : []),
	].join("\n");
};

/** Tells what a predecessor left, or takes it over. Prints the result on stdout and nothing else there. */
export const migrateCommand = async ({ confirm, json }: MigrateOptions, signal: AbortSignal): Promise<number> => {
	const { client, close } = await connect({ store: "mongodb" });
	const bar = openBar();
	try {
		const before = await client.migration.state();
		const confirmed = before.found?.events ?? 0;
		const input = confirm ? { dry_run: false, confirmed } : { dry_run: true };
		for await (const message of await client.migration.run(input, { signal })) {
			if (message.type === "progress") bar.update(message.done, message.total, `${nameOf(message.step)}: ${nameOf(message.of)}`);
			else print(json ? JSON.stringify(message.result) : migrateText(message.result, before));
		}
		return 0;
	} finally {
		bar.stop();
		await close();
	}
};
