import { useMemo, useRef } from "react";
import type { FunnelCounts, FunnelResult } from "../../../../backend/contract/funnels.js";
import { useSearchState } from "../../app/search.js";
import { ChangeText } from "../../ui/change-text.js";
import { DataTable } from "../../ui/data-table.js";
import { mayRetry } from "../../ui/failure.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { captionOf, PanelMenu, type ReportFrame, reportSearch } from "../reports/reports.js";
import { FunnelPicture } from "./funnel-picture.js";
import { stepColumns, stepRows } from "./funnel-rows.js";
import classes from "./funnels.module.css";
import type { useFunnel } from "./use-funnel.js";
import { useSaveAs } from "./use-save-as.js";
import type { Who } from "./view.js";
import { unitWords, windowWords } from "./words.js";

interface Props {
	readonly frame: ReportFrame;
	readonly read: ReturnType<typeof useFunnel>;
	readonly onPeople: (step: number, who: Who) => void;
}

const title = "Funnel";

const useAsTable = () => {
	const [{ tables }, set] = useSearchState(reportSearch);
	const asTable = tables?.["funnel"]?.as === "table";
	return { asTable, onToggle: () => set({ tables: asTable ? undefined : { funnel: { as: "table" as const } } }) };
};

const scopeOf = ({ funnel: { per, window, strict } }: FunnelResult): string =>
	`${unitWords(per, 2)}, ${strict ? "one directly after the other" : "in this order"}, ${windowWords(window)}`;

/** The funnel as bars with its table twin, CSV and picture. */
export const ResultPanel = ({ frame, read, onPeople }: Props) => {
	const { result, error, stale, retry } = read;
	const place = useRef<HTMLDivElement>(null);
	const { asTable, onToggle } = useAsTable();
	const compared = frame.filter.compared?.label ?? "before";
	const rows = useMemo(() => (result ? stepRows(result) : []), [result]);
	const columns = useMemo(() => (result ? stepColumns(result, compared) : []), [result, compared]);
	const { from, to } = frame.filter.range;
	const saving = useSaveAs({ title, file: ["funnel", from, to], columns, rows, result, place });
	return (
		<div ref={place} className={classes.fill}>
			<Panel
				title={title}
				scope={result && scopeOf(result)}
				stale={stale}
				view={{ asTable, onToggle }}
				onCsv={saving.csv}
				menu={<PanelMenu title={title} exporting={saving} />}
				caption={captionOf(frame)}
				foot={result && footOf(result, frame)}
			>
				{error ? (
					<ErrorPanel what="The funnel was not computed." error={error} {...(mayRetry(error) ? { retry } : {})} />
				) : !result ? (
					<Skeleton shape="lines" rows={9} />
				) : result.all.steps[0]?.count === 0 ? (
					<Empty title={`No ${unitWords(result.funnel.per, 1)} begins this funnel in ${frame.filter.label}`}>
						{`Nothing matches step 1, ${rows[0]?.name ?? ""}. Choose another first step, or other days.`}
					</Empty>
				) : (
					<>
						{(!asTable || frame.printing) && (
							<>
								<Headline result={result} />
								<FunnelPicture label={sentenceOf(result)} steps={rows} onPeople={onPeople} />
							</>
						)}
						{(asTable || frame.printing) && (
							<DataTable
								label={title}
								columns={columns}
								rows={rows}
								rowKey={({ place: at }) => String(at)}
								onOpen={({ place: at }) => onPeople(at, "reached")}
							/>
						)}
					</>
				)}
			</Panel>
		</div>
	);
};

const sentenceOf = ({ all, funnel }: FunnelResult): string => {
	const [first, last] = [all.steps[0], all.steps.at(-1)];
	return `Of ${format.count(first?.count)} ${unitWords(funnel.per, first?.count ?? 0)} that begin, ${format.count(last?.count)} come to the last of ${all.steps.length} steps.`;
};

const Headline = ({ result: { all, before, funnel } }: { result: FunnelResult }) => {
	const [first, last] = [all.steps[0], all.steps.at(-1)];
	const then = before && [before.all.steps[0], before.all.steps.at(-1)];
	return (
		<div className={classes.headline}>
			<strong className="num">{format.percent(last?.of_first)}</strong>
			<span>
				{`of ${format.count(first?.count)} ${unitWords(funnel.per, first?.count ?? 0)} come to the end`}
				{all.median_total_ms !== null && `, in ${format.milliseconds(all.median_total_ms)} (median)`}
			</span>
			{then && then[0]?.count !== 0 && (
				<ChangeText now={last?.of_first} before={then[1]?.of_first} unit="ratio" better="up" base={[first?.count, then[0]?.count]} former />
			)}
		</div>
	);
};

const footOf = ({ all, before, data_through, notes }: FunnelResult, { filter }: ReportFrame) => {
	if (all.steps[0]?.count === 0) return null;
	const open = data_through !== null && data_through >= filter.instants.from && data_through < filter.instants.to;
	const said = [
		before && filter.compared ? markWords(before.all, filter.compared.label) : null,
		open ? `Data up to ${format.dateTime(data_through, filter.tz)}; who began late may still go on.` : null,
		...notes,
	].filter((note) => note !== null);
	return said.length > 0 ? said.join(" ") : null;
};

const markWords = ({ steps }: FunnelCounts, label: string): string =>
	steps[0]?.count === 0 ? `Nobody began it in ${label}.` : `The dashed mark is ${label}.`;
