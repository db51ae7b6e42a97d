import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type ImportField, importField, importFormats } from "../../../backend/contract/transfer.js";
import { evaluate, splitAt } from "../../../backend/recommendations/evaluate.js";
import { startFolder } from "../../../scripts/transfer/terminal.js";
import { benchMade } from "./made.js";
import { qualityTable, splitText } from "./report.js";
import { sessionsOfFile } from "./sessions-of-file.js";

const day = 86_400_000;

const whole = (text: string): number => {
	if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError("write a whole number above 0");
	return Number(text);
};

const columnField = (text: string, before: [string, ImportField][] = []): [string, ImportField][] => {
	const at = text.lastIndexOf("=");
	const field = importField.safeParse(text.slice(at + 1).trim());
	if (at < 1 || !field.success) throw new InvalidArgumentError(`write column=field, with a field of: ${importField.options.join(", ")}`);
	return [...before, [text.slice(0, at), field.data]];
};

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** `npm run bench:recommend -- FILE`: how often the next product is among 20 shown, beside simpler methods, and how fast; docs/recommendations.md. */
await new Command("bench:recommend")
	.description("Measure recommendations on a file of events, split by time; or their speed on a shop that is made.")
	.argument("[file]", "any file of events that the import reads")
	.option("--days <n>", "sessions of the last days are asked, the ones before teach", whole, 1)
	.option("--most <n>", "ask at most so many predictions, evenly spread", whole, 20_000)
	.option("--map <column=field>", "what a column means; once for each", columnField)
	.option("--tz <zone>", "time zone of times that carry none")
	.addOption(new Option("--format <format>", "format, when the guess is wrong").choices(importFormats))
	.option("--made <events>", "a made shop of so many events instead of a file", whole)
	.option("--products <n>", "products of the made shop", whole, 100_000)
	.option("--questions <n>", "questions to the made shop", whole, 1_000)
	.option("--data <folder>", "keep the made shop there, and take it from there the next time")
	.option("--mongo", "keep the made shop in a MongoDB that is started for it")
	.action(async (file: string | undefined, { days, most, made, products, questions, data, mongo, ...options }) => {
		if (made !== undefined) print(await benchMade({ events: made, products, questions, data, mongo: mongo === true }, say));
		if (file === undefined) {
			if (made === undefined) throw new Error("Name a file of events, or --made EVENTS.");
			return;
		}
		const imported = { ...options, again: false, dryRun: false, json: false };
		const { sessions, categories, name } = await sessionsOfFile(resolve(startFolder(), file), imported, new AbortController().signal);
		const last = sessions.reduce((latest, { end }) => Math.max(latest, end), 0);
		const split = splitAt(sessions, last - days * day);
		if (split.asked.length === 0) throw new Error(`No session of two known products begins in the last ${days} days. Try more --days.`);
		const { quality, products: known, bytes } = await evaluate(split, { most, categories });
		print(`${name}. ${splitText(split, known)} Index: ${(bytes / 2 ** 20).toFixed(1)} MiB.\n\n${qualityTable(quality)}`);
	})
	.parseAsync();
