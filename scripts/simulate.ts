import { randomInt } from "node:crypto";
import { Command, InvalidArgumentError, Option } from "commander";
import { profiles } from "../backend/main.js";
import { type SimulateFlags, simulateCommand } from "./seeding/simulate-command.js";
import { finish } from "./transfer/terminal.js";

const between =
	(least: number, most: number) =>
	(text: string): number => {
		const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
		if (value >= least && value <= most) return value;
		throw new InvalidArgumentError(`expected a number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}`);
	};

const seedIn = (text: string): number => {
	const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
	if (seed < 2 ** 32) return seed;
	throw new InvalidArgumentError(`expected a whole number from 0 to ${(2 ** 32 - 1).toLocaleString("en")}`);
};

const addressIn = (text: string): string => {
	if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
	throw new InvalidArgumentError("expected the address of a console, such as http://127.0.0.1:8000");
};

await new Command("simulate")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Send live traffic over HTTP to the console that is open, as a shop's pages do. Its source is simulation, which reports leave out as noise.",
	)
	.option("--rate <n>", "events a second", between(0.1, 20_000), 5)
	.option("--duration <seconds>", "how long; until Ctrl-C when missing", between(0.1, 604_800))
	.addOption(new Option("--profile <name>", "who visits").choices([...profiles]).default("shopper"))
	.option("--seed <n>", "of the random generator; another one each time when missing", seedIn, randomInt(2 ** 32))
	.option("--url <address>", "of a server; that of the open console when missing", addressIn)
	.option("--json", "print the totals as JSON", false)
	.action((flags: SimulateFlags) => finish((signal) => simulateCommand(flags, signal)))
	.parseAsync();
