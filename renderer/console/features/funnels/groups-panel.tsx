import { useMemo, useRef } from "react";
import type { FunnelCounts, FunnelResult } from "../../../../backend/contract/funnels.js";
import { BarCell } from "../../ui/bars.js";
import { ChangeText } from "../../ui/change-text.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { captionOf, PanelMenu, type ReportFrame } from "../reports/reports.js";
import classes from "./funnels.module.css";
import { useSaveAs } from "./use-save-as.js";
import { stepWords } from "./words.js";

interface Group extends FunnelCounts {
	readonly value: string | null;
	readonly before: FunnelCounts | null;
}

const rateOf = (counts: FunnelCounts | null): number | null => counts?.steps.at(-1)?.of_first ?? null;
const firstOf = (counts: FunnelCounts | null): number | null => counts?.steps[0]?.count ?? null;

const groupsOf = ({ groups, before }: FunnelResult): readonly Group[] =>
	groups.map((group, at) => ({ ...group, before: before?.groups[at] ?? null }));

const columnsOf = ({ funnel, before, groups }: FunnelResult): readonly Column<Group>[] => {
	const most = Math.max(1, ...groups.map((group) => firstOf(group) ?? 0));
	return [
		{
			id: "value",
			header: funnel.by ?? "",
			value: ({ value }) => value,
			show: (group) => <BarCell text={group.value ?? "none"} share={(firstOf(group) ?? 0) / most} />,
			elastic: true,
		},
		...funnel.steps.map(
			(step, at): Column<Group> => ({
				id: `step_${at + 1}`,
				header: `${at + 1} ${stepWords({ ...step, where: [] })}`,
				value: ({ steps }) => steps[at]?.count ?? null,
				unit: "count",
				wideOnly: at > 0 && at < funnel.steps.length - 1,
			}),
		),
		{ id: "conversion", header: "Come to the end", value: rateOf, unit: "ratio" },
		...(before
			? [
					{
						id: "change",
						header: "Change",
						value: (group: Group) => {
							const [now, then] = [rateOf(group), rateOf(group.before)];
							return now === null || then === null ? null : now - then;
						},
						show: (group: Group) => (
							<ChangeText
								now={rateOf(group)}
								before={rateOf(group.before)}
								unit="ratio"
								better="up"
								base={[firstOf(group), firstOf(group.before)]}
							/>
						),
						unit: "ratio" as const,
					},
				]
			: []),
		{ id: "median", header: "Median time", value: ({ median_total_ms }) => median_total_ms, unit: "ms" },
	];
};

interface Props {
	readonly frame: ReportFrame;
	readonly result: FunnelResult;
	readonly stale: boolean;
	readonly onOpen: (value: string | null) => void;
}

/** The funnel by the value that its first step has; a row opens who came with it. */
export const GroupsPanel = ({ frame, result, stale, onOpen }: Props) => {
	const title = `By ${result.funnel.by ?? ""}`;
	const place = useRef<HTMLDivElement>(null);
	const rows = useMemo(() => groupsOf(result), [result]);
	const columns = useMemo(() => columnsOf(result), [result]);
	const { from, to } = frame.filter.range;
	const saving = useSaveAs({ title, file: ["funnel", title, from, to], columns, rows, result, place });
	return (
		<div ref={place} className={classes.fill}>
			<Panel
				title={title}
				scope={`${format.count(rows.length)}${result.groups_total > rows.length ? ` of ${format.count(result.groups_total)}` : ""}, most at step 1 first`}
				stale={stale}
				onCsv={saving.csv}
				menu={<PanelMenu title={title} exporting={saving} />}
				caption={captionOf(frame)}
			>
				<DataTable
					label={title}
					columns={columns}
					rows={rows}
					rowKey={({ value }) => JSON.stringify(value)}
					onOpen={({ value }) => onOpen(value)}
					{...(frame.printing ? {} : { maxHeight: 420 })}
				/>
			</Panel>
		</div>
	);
};
