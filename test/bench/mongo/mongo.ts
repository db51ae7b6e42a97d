import { z } from "zod";
import { median } from "../analysis/analysis.js";
import { makeStore } from "../analysis/made.js";
import { child } from "../child.js";

const shared = z.object({
	events: z.int(),
	fillMs: z.number(),
	bareMs: z.number().describe("A bare cursor over all documents"),
	syncMs: z.number(),
	firstMs: z.number().describe("The first analysis, which waits for the fold of what was copied"),
	runs: z.array(z.number()),
	pipelines: z.array(z.object({ name: z.string(), ms: z.number() })),
	taking: z.object({ events: z.int(), storeMs: z.number(), storeCpuMs: z.number(), bareMs: z.number(), bareCpuMs: z.number() }),
	digest: z.string(),
	peakRssBytes: z.number(),
});

const embedded = z.object({ runs: z.array(z.object({ ms: z.number() })), digest: z.string() });

export interface MongoFigures extends z.infer<typeof shared> {
	/** Median of the embedded store's detailed analyses of the same events, ms. */
	readonly embeddedMs: number;
	/** Median after the sync, ms. */
	readonly analysisMs: number;
	readonly pipelinesMs: number;
}

interface Options {
	readonly events: number;
	readonly runs: number;
	readonly data: string | undefined;
}

/** Fails when the copy's answer is not the embedded store's, or a pipeline's rows are not the product's. */
export const benchMongo = async ({ events, runs, data }: Options, say: (line: string) => void): Promise<MongoFigures> => {
	say(`mongo: ${events} events embedded …`);
	const { path, drop } = await makeStore(events, data);
	try {
		const own = await child("analysis/answer.ts", [path, "product", String(runs)], embedded);
		say("mongo: the same in MongoDB …");
		const figures = await child("mongo/answer.ts", [String(events), String(runs)], shared);
		if (figures.digest !== own.digest) throw new Error("The analysis of the copy is not that of the embedded store.");
		return {
			...figures,
			embeddedMs: median(own.runs.map(({ ms }) => ms)),
			analysisMs: median(figures.runs),
			pipelinesMs: figures.pipelines.reduce((sum, { ms }) => sum + ms, 0),
		};
	} finally {
		await drop();
	}
};
