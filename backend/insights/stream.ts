import type { Analysis } from "../contract/analysis.js";
import type { InsightProgress } from "../contract/insight-text.js";
import { type WriteDeps, type WriteOptions, writeInsights } from "./write.js";

/** Between two messages of the same step, ms: a console is told twice a second at most. */
const everyMs = 500;

/** Only the newest word is kept for a reader that is slow. */
const openMailbox = <T>() => {
	let letter: T | null = null;
	let wake: () => void = () => undefined;
	let slept = Promise.resolve();
	const rearm = (): void => {
		slept = new Promise((resolve) => {
			wake = resolve;
		});
	};
	rearm();
	return {
		put: (value: T): void => {
			letter = value;
			wake();
		},
		ring: (): void => wake(),
		take: async (): Promise<T | null> => {
			await slept;
			const taken = letter;
			letter = null;
			rearm();
			return taken;
		},
	};
};

/** Tells how far the writing is, and ends with the analysis and its text. Ending the iteration early stops the model. */
export async function* writeText(
	deps: WriteDeps,
	analysis: Analysis,
	{ caller, signal }: Pick<WriteOptions, "caller" | "signal">,
): AsyncGenerator<InsightProgress, Analysis> {
	const left = new AbortController();
	const mailbox = openMailbox<InsightProgress>();
	let toldAt = Number.NEGATIVE_INFINITY;
	let step = "";
	const tell = (progress: InsightProgress): void => {
		if (progress.step === step && performance.now() - toldAt < everyMs) return;
		step = progress.step;
		toldAt = performance.now();
		mailbox.put(progress);
	};
	let over = false;
	const both = AbortSignal.any([left.signal, ...(signal ? [signal] : [])]);
	const writing = writeInsights(deps, analysis, { caller, signal: both, tell }).finally(() => {
		over = true;
		mailbox.ring();
	});
	writing.catch(() => undefined); // Awaited below; until then a failure must not count as unhandled.
	try {
		while (!over) {
			const progress = await mailbox.take();
			if (progress) yield progress;
		}
		const { output, products } = await writing;
		return { ...analysis, openrouter_output: output, product_recommendations: products };
	} finally {
		left.abort();
	}
}
