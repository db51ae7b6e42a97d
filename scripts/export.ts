import { resolve } from "node:path";
import { Command, Option } from "commander";
import { exportFormats } from "../backend/contract/transfer.js";
import { exportCommand } from "./transfer/export-command.js";
import { finish, startFolder } from "./transfer/terminal.js";

const command = new Command("export")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description("Write events to a file: exactly those that the options let through.")
	.addOption(new Option("--format <format>", "format; by the name of the file when missing").choices(exportFormats))
	.requiredOption("--out <file>", "file to write")
	.option("--from <time>", "first instant: ISO date or date-time, UTC when it names no zone, or epoch milliseconds")
	.option("--to <time>", "first instant after the range")
	.option("--type <event type>", "only this event type")
	.option("--source <name>", "only this source")
	.option("--visitor <id>", "only this visitor")
	.option("--session <id>", "only this session")
	.option("--user <id>", "only this user")
	.option("--page <text>", "only pages that contain this text")
	.addOption(new Option("--noise <choice>", "events that the noise filter hides").choices(["hide", "show", "only"]).default("show"))
	.option("--overwrite", "replace the file when it exists", false)
	.option("--spreadsheet", "for a spreadsheet: text of CSV that would run as a formula gets an apostrophe before it", false)
	.option("--json", "print the result as JSON", false)
	.action(async (options) => {
		await finish((signal) => exportCommand({ ...options, out: resolve(startFolder(), options.out) }, signal));
	});

await command.parseAsync();
