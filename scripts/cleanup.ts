import { Command, InvalidArgumentError, Option } from "commander";
import { mostDays } from "../backend/contract/cleanup.js";
import { cleanupCommand } from "./cleanup/cleanup-command.js";
import { finish } from "./transfer/terminal.js";

const whole =
	(what: string, least: number, most = Number.MAX_SAFE_INTEGER) =>
	(text: string): number => {
		const number = Number(text);
		if (/^\d{1,15}$/.test(text) && number >= least && number <= most) return number;
		const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most.toLocaleString("en")}`;
		throw new InvalidArgumentError(`expected ${what}: a whole number ${range}`);
	};

const command = new Command("cleanup")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Find noise (bots, spam, repeated orders) and mark it, so that no analysis counts it. Nothing is destroyed unless --delete is said.",
	)
	.option("--dry-run", "tell what is noise, why, and what the numbers would become; write nothing", false)
	.option("--delete", "delete it, and what is marked already, with a backup in the data folder", false)
	.option("--confirm <count>", "the number of events that --delete takes; asked for at a terminal", whole("the count", 0))
	.addOption(
		new Option("--undo <run>", "put back what a run marked or deleted")
			.argParser(whole("a run's number", 1))
			.conflicts(["dryRun", "delete", "runs", "sinceDays", "confirm"]),
	)
	.addOption(
		new Option("--redo <run>", "put the marks of an undone run back")
			.argParser(whole("a run's number", 1))
			.conflicts(["dryRun", "delete", "undo", "runs", "sinceDays", "confirm"]),
	)
	.addOption(new Option("--runs", "list earlier runs").default(false).conflicts(["dryRun", "delete", "sinceDays", "confirm"]))
	.option("--since-days <n>", "judge only events of the last so many days", whole("days", 1, mostDays))
	.option("--json", "print the result as JSON", false)
	.action(async (options, command: Command) => {
		// Left alone it would mark, which is not what who confirms a count has in mind.
		if (options.confirm !== undefined && !options.delete)
			command.error("error: --confirm is the count that --delete takes; say --delete too");
		await finish((signal) => cleanupCommand(options, signal));
	});

await command.parseAsync();
