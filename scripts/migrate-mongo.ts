import { Command } from "commander";
import { migrateCommand } from "./moving/migrate-command.js";
import { finish } from "./transfer/terminal.js";

const command = new Command("migrate:mongo")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Tell what the Python system left in the MongoDB of MONGO_URI (or of the console's settings), and with --confirm take it over: all is copied first, what cannot be read is set aside with the reason. Stopped or killed, it goes on when it is run again.",
	)
	.option("--confirm", "do it; without it nothing is written", false)
	.option("--json", "print the result as JSON", false)
	.action(async (options) => {
		await finish((signal) => migrateCommand(options, signal));
	});

await command.parseAsync();
