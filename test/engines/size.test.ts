import { expect, test } from "vitest";
import { runAnalysis } from "../../backend/analysis/analysis.js";
import { toAnalysis } from "../../backend/analysis/document.js";
import type { AnalysisEngine } from "../../backend/engine/port.js";
import { event } from "../builders/event.js";
import { everything, type FlaggableEvent, withLog } from "./oracle/run.js";

/** The predecessor's document held a line a session: 2.63 MB at 28,537 sessions, past what could be saved at 180,000. */
const limit = 200_000;

const day = 86_400_000;
const pad = (text: string, length: number): string => text.padEnd(length, "x");

/** As many different things as there are events: sessions, users, pages, types, products, days. */
const varied = (): FlaggableEvent[] =>
	Array.from(
		{ length: 3_400 },
		(_, at): FlaggableEvent => ({
			...event(),
			eventId: `e${at}`,
			ts: Date.UTC(2017, 0, 2) + at * day,
			visitor: `visitor-${at}`,
			sessionId: `session-${at}`,
			userId: pad(`user-${at}-`, 40),
			page: pad(`/page/${at}/`, 120),
			eventType: pad(`type-${at}-`, 30),
			productId: pad(`product-${at}-`, 40),
			productName: pad(`Product ${at} `, 80),
			action: "order_completed",
			revenue: "123.45",
			currency: ["EUR", "USD", "GBP"][at % 3] ?? null,
			flagged: at % 3 === 0 && at <= 300 ? [`reason-${at}`] : null,
		}),
	);

const documentOf = async (engine: AnalysisEngine) => {
	const steps = runAnalysis(engine, everything, "detailed");
	let step = await steps.next();
	while (!step.done) step = await steps.next();
	const { user: _, ...parameters } = everything;
	const made = { id: "a", userId: null, kind: "detailed", parameters, engine: "duckdb", startedAt: 0, finishedAt: 1, notes: [] } as const;
	return toAnalysis(step.value, made);
};

test("a saved analysis stays small however many different things the events hold, and says what it left out", async () => {
	const analysis = await withLog(varied(), documentOf);
	expect(analysis.status).toBe("done");
	expect(Buffer.byteLength(JSON.stringify(analysis))).toBeLessThan(limit);
	const detailed = analysis.detailed_metrics;
	expect(detailed?.page_analysis?.pages).toBe(3_299);
	expect(Object.keys(detailed?.page_analysis?.page_distribution ?? {})).toHaveLength(200);
	expect(Object.keys(detailed?.time_analysis?.daily_distribution ?? {})).toHaveLength(1_100);
	expect(detailed?.trend).toMatchObject({ bucket: "week" });
	expect(detailed?.trend?.points.reduce((sum, point) => sum + point.events, 0)).toBe(3_299);
	expect(analysis.analysis_metadata?.notes.join(" ")).toMatch(
		/daily_distribution holds the newest 1,100 days.*page_distribution holds the 200 most visited of 3,299/,
	);
});
