import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { readConfig } from "../backend/config.js";
import { openStreamConsumer } from "../backend/main.js";
import { connect } from "./remote.js";
import { finish, say } from "./transfer/terminal.js";

const tellEveryMs = 10_000;

/** Counts until a signal comes, through the running server of the data folder or in the store itself. */
const run = async (signal: AbortSignal): Promise<number> => {
	const config = readConfig();
	const { client, close } = await connect();
	try {
		const consumer = await openStreamConsumer(config, client, (message, details) => say(`${message} ${JSON.stringify(details)}`));
		say("Counting the topic by minute. Stop with Ctrl+C.");
		while (!signal.aborted) {
			await wait(tellEveryMs, undefined, { signal }).catch(() => undefined); // Ended by the signal.
			const { state, counted, repeats, late, malformed, lag_messages } = consumer.status();
			say(`${state}: ${counted} counted, ${repeats} repeats, ${late} late, ${malformed} malformed, ${lag_messages} to go`);
		}
		await consumer.close();
		return 0;
	} finally {
		await close();
	}
};

const command = new Command("stream")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Counts the events of the Kafka topic by minute, page and type, as a process of its own (AGGREGATES=consumer, KAFKA_CONSUMER=command).",
	)
	.action(() => finish(run));

await command.parseAsync();
