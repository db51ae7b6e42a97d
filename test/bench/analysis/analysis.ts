import { z } from "zod";
import { child } from "../child.js";
import { type Made, makeStore } from "./made.js";

export interface BenchOptions {
	readonly events: number;
	readonly runs: number;
	/** Where stores of earlier runs are, and stay. */
	readonly data: string | undefined;
}

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
	readonly made: Made;
	readonly product: Answered;
	readonly plainEach: Answered;
	readonly plainShared: Answered;
	/** Median of the runs, over the median of the plain texts that read raw events one by one. */
	readonly ratio: number;
	/** The same, over the plain texts with a session table made once a run. */
	readonly ratioShared: number;
}

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
	const figures = await child("analysis/answer.ts", [path, kind, String(runs)], answered);
	if (!figures.same) throw new Error(`${figures.engine} gave different answers to the same question.`);
	return figures;
};

const without = ({ answer: _, same: __, ...rest }: z.infer<typeof answered>): Answered => rest;

const total = ({ runs }: Answered): number => median(runs.map(({ ms }) => ms));

/** Fails when the product and plain SQL disagree: a fast wrong answer is no figure. */
export const benchAnalysis = async ({ events, runs, data }: BenchOptions, say: (line: string) => void): Promise<AnalysisFigures> => {
	say(`analysis: making ${events} events …`);
	const { path, figures: made, drop } = await makeStore(events, data);
	try {
		say("analysis: the product …");
		const product = await ask(path, "product", runs);
		say("analysis: plain SQL, each question from raw events …");
		const each = await ask(path, "each", runs);
		say("analysis: plain SQL, one session table a run …");
		const shared = await ask(path, "shared", runs);
		for (const plain of [each, shared]) {
			if (plain.digest !== product.digest) throw new Error(`The answers differ.\n${firstDifference(product.answer, plain.answer)}`);
		}
		const figures = { made, product: without(product), plainEach: without(each), plainShared: without(shared) };
		return { ...figures, ratio: total(product) / total(each), ratioShared: total(product) / total(shared) };
	} finally {
		await drop();
	}
};
