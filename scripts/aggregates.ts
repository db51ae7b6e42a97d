import { Command, Option } from "commander";
import { aggregateOwners } from "../backend/contract/metrics.js";
import { connect } from "./remote.js";
import { finish, print } from "./transfer/terminal.js";

/** Prints the minutes, or hands them over to another owner. */
const run = async ({
	handOver,
	minutes,
}: {
	readonly handOver?: (typeof aggregateOwners)[number];
	readonly minutes: string;
}): Promise<number> => {
	const { client, close } = await connect();
	try {
		if (handOver === undefined) {
			print(JSON.stringify(await client.metrics.aggregates({ minutes })));
			return 0;
		}
		await client.metrics.handOver({ owner: handOver });
		print(`The minute aggregates were emptied and are kept by ${handOver} from now on. Start the server with AGGREGATES=${handOver}.`);
		return 0;
	} finally {
		await close();
	}
};

const command = new Command("aggregates")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description("The accepted events by minute, page and type, as JSON; or let another keep them, which empties them.")
	.option("--minutes <n>", "how many minutes up to now, at most 1440", "60")
	.addOption(new Option("--hand-over <owner>", "who keeps them from now on; nobody may count meanwhile").choices(aggregateOwners))
	.action((options) => finish(() => run(options)));

await command.parseAsync();
