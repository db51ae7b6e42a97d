import { Command } from "commander";
import { seedProductsCommand } from "./seeding/products-command.js";
import { finish } from "./transfer/terminal.js";

await new Command("seed:products")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description("Put the products of a shop for the home into the catalog: 412 in 35 categories. A second time changes nothing.")
	.option("--json", "print the result as JSON", false)
	.action(({ json }: { json: boolean }) => finish((signal) => seedProductsCommand(json, signal)))
	.parseAsync();
