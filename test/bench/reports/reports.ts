import { z } from "zod";
import type { BenchOptions } from "../analysis/analysis.js";
import { makeStore } from "../analysis/made.js";
import { child } from "../child.js";

const answered = z.object({
	found: z.array(
		z.object({
			report: z.string(),
			by: z.string().nullable(),
			ms: z.array(z.number()),
			cpuSeconds: z.array(z.number()),
			digest: z.string().nullable().describe("Null where it was stopped"),
		}),
	),
	overview: z.object({ ms: z.array(z.number()), cpuSeconds: z.array(z.number()) }),
	funnel: z.object({ ms: z.array(z.number()), cpuSeconds: z.array(z.number()) }),
	peakRssBytes: z.number(),
});

export interface Quantiles {
	readonly p50: number;
	readonly p95: number;
	/** CPU seconds of the median run, which depend less on who else uses the machine. */
	readonly cpuSeconds: number;
}

export interface ReportTimes extends Quantiles {
	readonly report: string;
	readonly by: string | null;
	/** The same SQL over the raw events, once; null where it was not asked, `stopped` where it took longer than patience had it. */
	readonly plain: { readonly ms: number; readonly cpuSeconds: number } | "stopped" | null;
}

export interface ReportFigures {
	readonly events: number;
	readonly reports: readonly ReportTimes[];
	/** The detailed analysis, which is what the Overview asks for. */
	readonly overview: Quantiles;
	/** Product viewed, added, checkout, order, in a session. */
	readonly funnel: Quantiles;
	readonly peakRssBytes: number;
}

export const quantile = (values: readonly number[], share: number): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

const quantilesOf = ({ ms, cpuSeconds }: { readonly ms: readonly number[]; readonly cpuSeconds: readonly number[] }): Quantiles => ({
	p50: quantile(ms, 0.5),
	p95: quantile(ms, 0.95),
	cpuSeconds: quantile(cpuSeconds, 0.5),
});

/** Newer than every event that is generated, so that all buckets are over. */
const later = String(Date.UTC(2026, 11, 1));

/** Seconds that a report may take over the raw events before it is stopped. Of some it takes minutes, and more memory than there is. */
const patience = "90";

/** Every report over generated events, and the same SQL over the raw table. Fails when the two disagree. */
export const benchReports = async ({ events, runs, data }: BenchOptions, say: (line: string) => void): Promise<ReportFigures> => {
	say(`reports: making ${events} events …`);
	const { path, drop } = await makeStore(events, data);
	try {
		say("reports: the product …");
		const product = await child("reports/answer.ts", [path, "product", String(runs), later], answered);
		say("reports: the same SQL over the raw events …");
		const plain = await child("reports/answer.ts", [path, "plain", "1", later, patience], answered);
		const reports = product.found.map(({ report, by, digest, ...times }): ReportTimes => {
			const same = plain.found.find((one) => one.report === report && one.by === by);
			if (same?.digest && same.digest !== digest) throw new Error(`The report ${report} differs from its own SQL over the raw events.`);
			const own = { report, by, ...quantilesOf(times) };
			const [ms, cpuSeconds] = [same?.ms[0], same?.cpuSeconds[0]];
			return { ...own, plain: same === undefined ? null : ms === undefined || cpuSeconds === undefined ? "stopped" : { ms, cpuSeconds } };
		});
		const [overview, funnel] = [quantilesOf(product.overview), quantilesOf(product.funnel)];
		return { events, reports, overview, funnel, peakRssBytes: product.peakRssBytes };
	} finally {
		await drop();
	}
};
