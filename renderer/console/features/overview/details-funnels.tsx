import type { Filter } from "../../app/use-filter.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { Panel } from "../../ui/panel.js";
import { fileOf as file, pairsOf } from "./details-rows.js";
import { funnelColumns } from "./funnel-panel.js";
import { funnelSteps } from "./funnel-steps.js";
import { Part } from "./part.js";
import type { Numbers } from "./use-numbers.js";

interface Props {
	readonly numbers: Numbers;
	readonly filter: Filter;
}

export const Journey = ({ numbers, filter }: Props) => {
	const data = numbers.sections.funnel_analysis;
	const journey = data && funnelSteps(data.journey);
	return (
		<Panel
			title="Journey"
			scope="sessions, in order"
			csv={journey && { columns: funnelColumns, rows: journey, file: file("journey", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="funnel_analysis" what="The journey was not computed." shape="table" rows={6}>
				{() => <DataTable label="Journey" columns={funnelColumns} rows={journey ?? []} rowKey={(step) => step.id} />}
			</Part>
		</Panel>
	);
};

export const ShopFunnel = ({ numbers, filter }: Props) => {
	const data = numbers.sections.funnel_analysis;
	const steps = data && funnelSteps(data.shop);
	return (
		<Panel
			title="Funnel"
			scope="sessions, in order"
			csv={steps && { columns: funnelColumns, rows: steps, file: file("funnel", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="funnel_analysis" what="The funnel was not computed." shape="table" rows={5}>
				{() => <DataTable label="Funnel" columns={funnelColumns} rows={steps ?? []} rowKey={(step) => step.id} />}
			</Part>
		</Panel>
	);
};

type Pair = ReturnType<typeof pairsOf>[number];

const pairColumns: readonly Column<Pair>[] = [
	{ id: "pair", header: "From, to", value: (pair) => pair.name, elastic: true },
	{ id: "first", header: "Sessions", value: (pair) => pair.first, unit: "count" },
	{ id: "second", header: "Go on", value: (pair) => pair.second, unit: "count" },
	{ id: "conversion", header: "Rate", value: (pair) => pair.conversion, unit: "ratio" },
];

export const Pairs = ({ numbers, filter }: Props) => {
	const data = numbers.sections.funnel_analysis;
	const pairs = data && pairsOf(data);
	return (
		<Panel
			title="From page to page"
			scope="sessions, in order"
			csv={pairs && { columns: pairColumns, rows: pairs, file: file("pairs", filter) }}
			stale={numbers.stale}
		>
			<Part numbers={numbers} section="funnel_analysis" what="The pairs were not computed." shape="table" rows={4}>
				{() => <DataTable label="From page to page" columns={pairColumns} rows={pairs ?? []} rowKey={(pair) => pair.name} />}
			</Part>
		</Panel>
	);
};
