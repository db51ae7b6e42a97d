import { Command, InvalidArgumentError, Option } from "commander";

export const parts = ["ingest", "live", "analysis", "reports", "switching", "mongo", "startup", "streaming"] as const;
export type Part = (typeof parts)[number];

export interface BenchOptions {
	/** All of them where none is named. */
	readonly only?: Part;
	readonly quick: boolean;
	readonly runs: number;
	readonly seconds: number;
	/** Of the part mongo. */
	readonly events: number;
	readonly data?: string;
}

const count = (text: string): number => {
	const number = Number(text);
	if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError("say a whole number from 1.");
	return number;
};

/** Ends the process with 2 after words that say what is wrong; with 0 after `--help`. */
export const readOptions = (argv: readonly string[]): BenchOptions =>
	new Command("bench")
		.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
		.description(
			"Measure, each figure beside what it is compared with in the same run: figures of two runs cannot be compared. Writes bench-TIME.json here. Wants a quiet machine.",
		)
		.addOption(new Option("--only <part>", "one part of all").choices(parts))
		.option("--quick", "1 million events alone, where a part takes 1 and 10 million", false)
		.option("--runs <n>", "how often each question is asked; reports and starts at least 5 times", count, 3)
		.option("--seconds <n>", "how long a load lasts", count, 10)
		.option("--events <n>", "of the part mongo", count, 1_000_000)
		.option("--data <folder>", "keeps the stores of generated events there for the next run, and takes those that it finds")
		.parse(argv, { from: "user" })
		.opts<BenchOptions>();
