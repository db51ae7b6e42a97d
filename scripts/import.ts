import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type ImportField, importField, importFormats } from "../backend/contract/transfer.js";
import { importCommand } from "./transfer/import-command.js";
import { productsCommand } from "./transfer/products-command.js";
import { finish, startFolder } from "./transfer/terminal.js";

const columnField = (text: string, before: [string, ImportField][] = []): [string, ImportField][] => {
	const at = text.lastIndexOf("=");
	const field = importField.safeParse(text.slice(at + 1).trim());
	if (at < 1 || !field.success) throw new InvalidArgumentError(`write column=field, with a field of: ${importField.options.join(", ")}`);
	return [...before, [text.slice(0, at), field.data]];
};

const command = new Command("import")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Bring a file of events in: CSV, NDJSON, Parquet (also .gz) or a web server's access log. Columns are guessed from their names.",
	)
	.argument("<file>", "file to import")
	.option("--map <column=field>", "what a column means; once for each", columnField)
	.option("--tz <zone>", "time zone of times that carry none, such as Europe/Berlin")
	.addOption(new Option("--dates <order>", "order of day and month").choices(["dmy", "mdy", "iso"]))
	.addOption(new Option("--decimal <sign>", "sign before the decimals").choices(["point", "comma"]))
	.addOption(new Option("--format <format>", "format, when the guess is wrong").choices(importFormats))
	.option("--source <name>", "name of the source; import:<hash of the content> when missing")
	.option("--currency <code>", "currency of amounts that carry none, such as EUR")
	.option("--again", "take the same content once more, as new events", false)
	.option("--dry-run", "read the file to its end, tell what is wrong, write nothing", false)
	.option("--products", "the file holds products for the catalog, CSV or NDJSON, not events", false)
	.option("--json", "print the result as JSON", false)
	.action(async (file: string, options) => {
		const path = resolve(startFolder(), file);
		await finish((signal) => (options.products ? productsCommand(path, options, signal) : importCommand(path, options, signal)));
	});

await command.parseAsync();
