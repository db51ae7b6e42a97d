import type { Flow, FlowEnd } from "../../ui/flow-layout.js";
import type { ReportData, ReportRow } from "../reports/reports.js";

const endOf = (data: ReportData, row: ReportRow, name: "from" | "to"): FlowEnd => {
	const kind = data.text(row, `${name}_kind`);
	return { kind: kind === "other" || kind === "end" ? kind : "page", name: data.text(row, `${name}_page`) ?? "" };
};

/** The report's rows as the picture wants them. */
export const flowsOf = (data: ReportData): readonly Flow[] =>
	data.rows.map((row) => ({
		step: data.number(row, "step") ?? 1,
		from: endOf(data, row, "from"),
		to: endOf(data, row, "to"),
		count: data.number(row, "sessions") ?? 0,
	}));

/** Sessions at the start: each is in one flow of the first step. */
export const startedOf = (flows: readonly Flow[]): number =>
	flows.filter(({ step }) => step === 1).reduce((sum, { count }) => sum + count, 0);

/** Sessions by page at each place: the start is place 0. */
const countsOf = (flows: readonly Flow[]): readonly ReadonlyMap<string, number>[] => {
	const places = [0, 1, 2, 3].map(() => new Map<string, number>());
	const add = (place: number, { kind, name }: FlowEnd, count: number): void => {
		if (kind === "page") places[place]?.set(name, (places[place]?.get(name) ?? 0) + count);
	};
	for (const { step, from, to, count } of flows) {
		if (step === 1) add(0, from, count);
		add(step, to, count);
	}
	return places;
};

const topOf = (counts: ReadonlyMap<string, number>, most: number): ReadonlySet<string> =>
	new Set(
		[...counts]
			.sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
			.slice(0, most)
			.map(([name]) => name),
	);

/** With at most so many pages at each place, the rest among the others: few enough to be followed with the eye. Nothing is lost. */
export const fewer = (flows: readonly Flow[], most: number): readonly Flow[] => {
	const kept = countsOf(flows).map((counts) => topOf(counts, most));
	const short = (end: FlowEnd, place: number): FlowEnd =>
		end.kind !== "page" || kept[place]?.has(end.name) ? end : { kind: "other", name: "" };
	const sums = new Map<string, Flow>();
	for (const flow of flows) {
		const next = { ...flow, from: short(flow.from, flow.step - 1), to: short(flow.to, flow.step) };
		const id = JSON.stringify([next.step, next.from, next.to]);
		sums.set(id, { ...next, count: next.count + (sums.get(id)?.count ?? 0) });
	}
	return [...sums.values()];
};
