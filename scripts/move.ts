import { Command, InvalidArgumentError, Option } from "commander";
import type { StoreKind } from "../backend/contract/storage.js";
import { moveCommand } from "./moving/move-command.js";
import { finish } from "./transfer/terminal.js";

const kinds: Readonly<Record<string, StoreKind>> = { mongo: "mongodb", mongodb: "mongodb", embedded: "embedded" };

const kindOf = (text: string): StoreKind => {
	const kind = Object.hasOwn(kinds, text) ? kinds[text] : undefined;
	if (!kind) throw new InvalidArgumentError("say mongo or embedded.");
	return kind;
};

const command = new Command("move")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Copy all data to the other kind of store, an empty one, and prove it by counts and checksums. The source stays as it is. MONGO_URI and MONGO_DB name the MongoDB, else the console's settings do.",
	)
	.addOption(new Option("--to <store>", "mongo or embedded").argParser(kindOf).makeOptionMandatory())
	.option("--use", "choose that store for the next start, when all is there", false)
	.option("--json", "print the result as JSON", false)
	.action(async (options) => {
		await finish((signal) => moveCommand(options, signal));
	});

await command.parseAsync();
