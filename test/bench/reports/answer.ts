import { createHash } from "node:crypto";
import { readFunnel } from "../../../backend/analysis/funnels/compute.js";
import { reports } from "../../../backend/analysis/reports/list.js";
import { readReport } from "../../../backend/analysis/reports/read.js";
import { funnelRequest } from "../../../backend/contract/funnels.js";
import { reportParams } from "../../../backend/contract/reports.js";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine } from "../../../backend/engine/port.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import { timeRun } from "../analysis/run.js";
import { canonical } from "../canonical.js";
import { openGenericEngine } from "./generic-engine.js";

/**
 * In a process of its own: answers every report `runs` times, over all data, and broken down by a column and a property. What takes
 * longer than `patience` seconds is stopped, and told as such.
 */

const [path = "", kind = "", runs = "5", last = "0", patience = "600"] = process.argv.slice(2);

const openProduct = async (): Promise<{ engine: AnalysisEngine; close: () => Promise<void> }> => {
	const store = await openDuckStore({ path });
	return { engine: openDuckEngine(store), close: () => store.close() };
};
const openGeneric = async (): Promise<{ engine: AnalysisEngine; close: () => Promise<void> }> => {
	const engine = await openGenericEngine(path);
	return { engine, close: async () => engine.close() };
};

/** The clock's milliseconds and this process's CPU seconds of each piece of work that ended well. */
const timer = () => {
	const ms: number[] = [];
	const cpuSeconds: number[] = [];
	return {
		ms,
		cpuSeconds,
		of: async <T>(work: () => Promise<T>): Promise<T> => {
			const [began, before] = [performance.now(), process.cpuUsage()];
			const result = await work();
			const { user, system } = process.cpuUsage(before);
			ms.push(performance.now() - began);
			cpuSeconds.push((user + system) / 1e6);
			return result;
		},
	};
};

/** The last two only of the product: how much dearer a breakdown is. */
const breakdowns: readonly (string | undefined)[] = kind === "product" ? [undefined, "device", "layout"] : [undefined];

const { engine, close } = await (kind === "product" ? openProduct() : openGeneric());
const found = [];
for (const definition of reports) {
	for (const by of breakdowns) {
		if (by !== undefined && !definition.takes.includes("by")) continue;
		const request = reportParams.parse({ tz: "Europe/Berlin", ...(by === undefined ? {} : { by }) });
		const times = timer();
		let digest: string | null = null;
		for (let run = 0; run < Number(runs); run++) {
			const signal = AbortSignal.timeout(Number(patience) * 1000);
			const asked = times.of(() => readReport(engine, { definition, request, dataThrough: Number(last) }, signal));
			const answer = await asked.catch((error: unknown) => {
				if (!signal.aborted) throw error;
				return null;
			});
			if (answer === null) break;
			const { rows, sums, total } = answer;
			digest = createHash("sha256")
				.update(JSON.stringify(canonical({ rows, sums, total })))
				.digest("hex");
		}
		found.push({ report: definition.name, by: by ?? null, ms: times.ms, cpuSeconds: times.cpuSeconds, digest });
		const took = `${Math.round(Math.min(...times.ms))} ms, ${Math.min(...times.cpuSeconds).toFixed(2)} s of CPU`;
		process.stderr.write(`  ${definition.name}${by ? ` by ${by}` : ""}: ${digest === null ? `stopped after ${patience} s` : took}\n`);
	}
}
const overview = timer();
if (kind === "product") for (let run = 0; run < Number(runs); run++) await overview.of(() => timeRun(engine));
const funnel = timer();
const steps = ["product_viewed", "product_added", "checkout_started", "order_completed"].map((is) => ({ on: "event" as const, is }));
const wayToAnOrder = funnelRequest.parse({ funnel: { steps }, tz: "Europe/Berlin" });
if (kind === "product") for (let run = 0; run < Number(runs); run++) await funnel.of(() => readFunnel(engine, wayToAnOrder));
const told = ({ ms, cpuSeconds }: ReturnType<typeof timer>) => ({ ms, cpuSeconds });
process.stdout.write(
	`${JSON.stringify({ found, overview: told(overview), funnel: told(funnel), peakRssBytes: process.resourceUsage().maxRSS * 1024 })}\n`,
);
await close();
