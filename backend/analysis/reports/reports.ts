import type { ReportHead } from "../../contract/reports.js";
import type { AnalysisEngine } from "../../engine/port.js";
import { os } from "../../operations.js";
import type { EventReader } from "../../store/ports.js";
import { openGate } from "../gate.js";
import { reportNamed, reports } from "./list.js";
import { readProperties } from "./properties.js";
import { readReport } from "./read.js";
import type { ReportDefinition } from "./report.js";
import { shownColumns, wireColumn } from "./report-columns.js";

/** A view asks for several reports together: two are computed at a time, the others wait. */
const atOnce = { places: 2, waiting: 40 };

export interface ReportsDeps {
	readonly engine: AnalysisEngine;
	readonly store: Pick<EventReader, "counts" | "list">;
	/** Epoch ms. */
	readonly now: () => number;
}

/** The operations of backend/contract/reports.ts. */
export const reportsRouter = ({ engine, store, now }: ReportsDeps) => {
	const gate = openGate(atOnce);
	return {
		list: os.reports.list.handler(() => reports.map(headOf)),
		properties: os.reports.properties.handler(({ signal }) => readProperties(engine, store, signal)),
		get: os.reports.get.handler(async ({ input: { report, ...request }, signal }) => {
			const definition = reportNamed(report);
			const leave = await gate.enter(signal);
			try {
				const startedAt = now();
				const { lastTs } = await store.counts();
				const read = await readReport(engine, { definition, request, dataThrough: lastTs }, signal);
				return { ...read, took_ms: Math.max(0, Math.round(now() - startedAt)) };
			} finally {
				leave();
			}
		}),
	};
};

const headOf = (definition: ReportDefinition): ReportHead => ({
	name: definition.name,
	title: definition.title,
	question: definition.question,
	columns: shownColumns(definition, false).map(wireColumn),
	takes: [...definition.takes],
});
