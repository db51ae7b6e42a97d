import { createHash } from "node:crypto";
import { openDuckEngine } from "../../../backend/engine/duckdb/engine.js";
import type { AnalysisEngine } from "../../../backend/engine/port.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import { canonical } from "../canonical.js";
import { openPlainEngine } from "./plain-engine.js";
import { type Timed, timeRun } from "./run.js";

/** In a process of its own, so that memory is that of one engine: answers the detailed analysis `runs` times. */

const [path = "", kind = "", runs = "3"] = process.argv.slice(2);

const openProduct = async (): Promise<{ engine: AnalysisEngine; close: () => Promise<void> }> => {
	const store = await openDuckStore({ path });
	return { engine: openDuckEngine(store), close: () => store.close() };
};

const openPlain = async (): Promise<{ engine: AnalysisEngine; close: () => Promise<void> }> => ({
	engine: await openPlainEngine(path, kind === "shared" ? "shared" : "each"),
	close: () => Promise.resolve(),
});

const began = performance.now();
const { engine, close } = await (kind === "product" ? openProduct() : openPlain());
const openMs = performance.now() - began;
const timed: Timed[] = [];
for (let run = 0; run < Number(runs); run++) timed.push(await timeRun(engine));
const answer = JSON.stringify(canonical(timed[0]?.result));
const used = process.cpuUsage();
process.stdout.write(
	`${JSON.stringify({
		engine: engine.name,
		openMs,
		runs: timed.map(({ ms, sections }) => ({ ms, sections })),
		answer,
		digest: createHash("sha256").update(answer).digest("hex"),
		same: timed.every(({ result }) => JSON.stringify(canonical(result)) === answer),
		cpuSeconds: (used.user + used.system) / 1e6,
		peakRssBytes: process.resourceUsage().maxRSS * 1024,
	})}\n`,
);
await close();
