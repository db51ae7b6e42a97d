import { Command } from "commander";
import { readConfig } from "../backend/config.js";
import { openSparkCounts, sparkJobEnd } from "../backend/main.js";
import { connect } from "./remote.js";
import { finish, say } from "./transfer/terminal.js";

/** Counts until a signal comes; the counts are the job's only where the store's record says so. */
const run = async (signal: AbortSignal): Promise<number> => {
	const { client, close } = await connect();
	try {
		const config = readConfig();
		const job = await openSparkCounts(config, client, say);
		say("Counting the topic by minute on Spark. Stop with Ctrl+C.");
		signal.addEventListener("abort", () => void job.stop(), { once: true });
		const ended = await job.ended;
		if (signal.aborted) return 0;
		say(sparkJobEnd(ended, config));
		return 1;
	} finally {
		await close();
	}
};

const command = new Command("spark-stream")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description("Counts the events of the Kafka topic by minute, page and type on Spark, into MongoDB (AGGREGATES=spark).")
	.action(() => finish(run));

await command.parseAsync();
