import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

const made = z.object({
	events: z.int(),
	appendMs: z.number(),
	foldMs: z.number().describe("What was still to fold when the last event was in"),
	rebuildMs: z.number().describe("All kept-up tables anew from the events"),
	appendPeakRssBytes: z.number(),
	cpuSeconds: z.number(),
	peakRssBytes: z.number().describe("Append and folds"),
	fileBytes: z.number(),
});

const answered = z.object({
	engine: z.string(),
	openMs: z.number(),
	runs: z.array(z.object({ ms: z.number(), sections: z.record(z.string(), z.number()) })),
	answer: z.string(),
	digest: z.string(),
	same: z.boolean(),
	cpuSeconds: z.number(),
	peakRssBytes: z.number(),
});
type Answered = Omit<z.infer<typeof answered>, "answer" | "same">;

export interface AnalysisFigures {
	readonly made: z.infer<typeof made>;
	readonly product: Answered;
	readonly plainEach: Answered;
	readonly plainShared: Answered;
	/** Median of the runs, over the median of the plain texts that read raw events one by one. */
	readonly ratio: number;
	/** The same, over the plain texts with a session table made once a run. */
	readonly ratioShared: number;
}

const root = resolve(import.meta.dirname, "../../..");

/** Runs a script of this folder to its end and reads the one line of JSON that it prints. */
const child = <T>(script: string, args: readonly string[], schema: z.ZodType<T>): Promise<T> =>
	new Promise((done, fail) => {
		const node = ["--import", "tsx", "--import", "./scripts/register.mjs", `test/bench/analysis/${script}`];
		const process_ = spawn(process.execPath, [...node, ...args], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
		let text = "";
		process_.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			text += chunk;
		});
		process_.once("error", fail);
		process_.once("close", (code) => {
			if (code === 0) done(schema.parse(JSON.parse(text)));
			else fail(new Error(`${script} ended with code ${code}.`));
		});
	});

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const firstDifference = (a: string, b: string): string => {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at++;
	return `product …${a.slice(Math.max(0, at - 120), at + 60)}…\nplain   …${b.slice(Math.max(0, at - 120), at + 60)}…`;
};

const ask = async (path: string, kind: string, runs: number): Promise<z.infer<typeof answered>> => {
	const figures = await child("answer.ts", [path, kind, String(runs)], answered);
	if (!figures.same) throw new Error(`${figures.engine} gave different answers to the same question.`);
	return figures;
};

const without = ({ answer: _, same: __, ...rest }: z.infer<typeof answered>): Answered => rest;

const total = ({ runs }: Answered): number => median(runs.map(({ ms }) => ms));

/** Fails when the product and plain SQL disagree: a fast wrong answer is no figure. */
export const benchAnalysis = async (events: number, runs: number, say: (line: string) => void): Promise<AnalysisFigures> => {
	const folder = await mkdtemp(join(tmpdir(), "bench-analysis-"));
	const path = join(folder, "bench.duckdb");
	try {
		say(`analysis: making ${events} events …`);
		const store = await child("make.ts", [path, String(events)], made);
		say("analysis: the product …");
		const product = await ask(path, "product", runs);
		say("analysis: plain SQL, each question from raw events …");
		const each = await ask(path, "each", runs);
		say("analysis: plain SQL, one session table a run …");
		const shared = await ask(path, "shared", runs);
		for (const plain of [each, shared]) {
			if (plain.digest !== product.digest) throw new Error(`The answers differ.\n${firstDifference(product.answer, plain.answer)}`);
		}
		const figures = { made: store, product: without(product), plainEach: without(each), plainShared: without(shared) };
		return { ...figures, ratio: total(product) / total(each), ratioShared: total(product) / total(shared) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};
