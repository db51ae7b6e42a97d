import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { ReportParams } from "../../../../backend/contract/reports.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { type AskOptions, askOf, type ReportFrame } from "./ask.js";
import { captionOf, notesOf, printedRows, staleNote } from "./captions.js";
import { PanelMenu } from "./export-menu.js";
import type { ShowOptions } from "./report-columns.js";
import type { ReportData, ReportRow } from "./report-data.js";
import { ReportTable } from "./report-table.js";
import classes from "./reports.module.css";
import { useExport } from "./use-export.js";
import { useReport } from "./use-report.js";
import { sortOf, type TableHandle, useTableState } from "./use-table-state.js";

export interface ReportPanelProps extends AskOptions, Omit<ShowOptions, "tz" | "range" | "by"> {
	readonly frame: ReportFrame;
	/** In the address; the report's name when missing. A view that shows a report twice needs two. */
	readonly id?: string;
	readonly title: string;
	readonly scope?: ReactNode;
	/** Drawn from the first `chartRows` rows in the report's own order; without it the panel is a table. */
	readonly chart?: (data: ReportData) => ReactNode;
	readonly chartRows?: number;
	/** The file alone has the table: a chart that is a real table needs no twin. */
	readonly noTwin?: boolean;
	readonly pageRows?: number;
	/** The first rows alone, beside others on a page: neither field nor pages nor notes. The file has all rows. */
	readonly brief?: boolean;
	/** A noun for what the rows are, in "No channels in these days". */
	readonly rows: string;
	/** Why there may be none, and what to do. */
	readonly whyEmpty?: ReactNode;
	readonly emptyAction?: ReactNode;
	readonly controls?: ReactNode;
	readonly foot?: (data: ReportData) => ReactNode;
	readonly onOpen?: (row: ReportRow) => void;
	readonly className?: string;
}

const skeletonRows = 8;

const rowsOf = ({ state }: TableHandle): Partial<ReportParams> => {
	const sort = sortOf(state);
	return {
		...(sort ? { sort: sort.id, descending: sort.desc } : {}),
		...(state.find === undefined ? {} : { search: state.find }),
	};
};

const useAsks = (props: ReportPanelProps, handle: TableHandle) => {
	const { frame, chart, chartRows = 500, noTwin = false, pageRows = 50 } = props;
	const asTable = !chart || (!noTwin && (handle.state.as === "table" || frame.printing));
	const page = frame.printing ? { limit: printedRows, offset: 0 } : { limit: pageRows, offset: ((handle.state.page ?? 1) - 1) * pageRows };
	return {
		asTable,
		whole: askOf(frame, props, rowsOf(handle)),
		chart: chart ? askOf(frame, props, { limit: chartRows }) : null,
		table: asTable ? askOf(frame, props, { ...rowsOf(handle), ...page }) : null,
	};
};

/** One report: its chart with its table twin, or its table; the file of all that is filtered; its failure in its own place. */
export const ReportPanel = (props: ReportPanelProps) => {
	const { frame, id = props.report, title, scope, chart, noTwin = false, controls, className } = props;
	const place = useRef<HTMLDivElement>(null);
	const handle = useTableState(id);
	const asks = useAsks(props, handle);
	const charted = useReport(asks.chart, frame);
	const tabled = useReport(asks.table, frame);
	const options = useOptions(props);
	const exporting = useExport({ title, frame, ask: asks.whole, options, place });
	const shown = asks.asTable ? tabled : charted;
	const { data } = shown;
	useTelling(data, frame);
	const view =
		chart && !noTwin ? { asTable: asks.asTable, onToggle: () => handle.change({ as: asks.asTable ? undefined : "table" }) } : undefined;
	return (
		<div ref={place} className={`${classes.place} ${className ?? ""}`}>
			<Panel
				title={title}
				scope={scope}
				controls={controls}
				stale={shown.stale}
				view={view}
				onCsv={exporting.csv}
				menu={<PanelMenu title={title} exporting={exporting} />}
				caption={captionOf(frame)}
				foot={
					data &&
					data.report.total > 0 &&
					!props.brief &&
					footOf(frame, data, { asTable: asks.asTable, stale: shown.stale, own: props.foot?.(data) })
				}
			>
				{shown.error ? (
					<ErrorPanel what={`The report “${title}” was not computed.`} error={shown.error} retry={shown.retry} />
				) : !data ? (
					<Skeleton shape={asks.asTable ? "table" : "bars"} rows={skeletonRows} />
				) : data.nothing && handle.state.find === undefined ? (
					<Empty title={`No ${props.rows} in ${frame.filter.label}`} action={props.emptyAction}>
						{props.whyEmpty}
					</Empty>
				) : (
					<>
						{chart && charted.data && (!asks.asTable || frame.printing) && chart(charted.data)}
						{asks.asTable && (
							<ReportTable
								title={title}
								data={data}
								options={options}
								handle={handle}
								pageRows={props.pageRows ?? 50}
								whole={frame.printing}
								brief={props.brief ?? false}
								onOpen={props.onOpen}
							/>
						)}
					</>
				)}
			</Panel>
		</div>
	);
};

const useTelling = (data: ReportData | null, { tell }: ReportFrame): void => {
	useEffect(() => {
		if (data?.report.columns.some(({ unit }) => unit === "money")) tell(data.report);
	}, [data, tell]);
};

/** Null has no line: a panel without notes ends with its numbers. */
const footOf = (
	frame: ReportFrame,
	data: ReportData,
	{ asTable, stale, own }: { asTable: boolean; stale: boolean; own: ReactNode },
): ReactNode => {
	if (stale) return staleNote(data);
	const notes = notesOf(frame, data, asTable).join(" ");
	return own || notes ? (
		<span>
			{own} {notes}
		</span>
	) : null;
};

/** Stable while nothing in it changes, so that columns are not made anew with every drawing. */
const useOptions = ({ main, only, headers, missing, show, wideOnly, elastic, frame }: ReportPanelProps): ShowOptions => {
	const { by, filter } = frame;
	return useMemo(
		() => ({
			main,
			only,
			tz: filter.tz,
			range: filter.range,
			by,
			...(headers ? { headers } : {}),
			...(missing ? { missing } : {}),
			...(show ? { show } : {}),
			...(wideOnly ? { wideOnly } : {}),
			...(elastic ? { elastic } : {}),
		}),
		[main, only, headers, missing, show, wideOnly, elastic, filter.tz, filter.range, by],
	);
};
