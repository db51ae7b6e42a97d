import { useMemo } from "react";
import { SeriesChart } from "../../ui/charts.js";
import { formatUnit } from "../../ui/format.js";
import type { ReportFrame } from "./ask.js";
import { comparedName } from "./points.js";
import type { ReportData } from "./report-data.js";
import { type Share, sharesOf, splitPoints } from "./split.js";
import { headerOf } from "./words.js";

interface Props {
	readonly data: ReportData;
	readonly frame: ReportFrame;
	readonly by: string;
	/** A count of the report. */
	readonly measure: string;
}

const sentenceOf = (shares: readonly Share[], { frame, by, measure, data }: Props): string => {
	const total = (share: Share): number => share.data.rows.reduce((sum, row) => sum + (data.number(row, measure) ?? 0), 0);
	const parts = shares.map((share) => `${share.name} ${formatUnit(total(share), "count")}`);
	return `${headerOf(measure)} by ${by}, ${frame.filter.label}: ${parts.length === 0 ? "no data" : parts.join(", ")}, all points together.`;
};

/** A measure over time, a line a value of what the view is broken down by: at most five, and one of all others; the compared period dotted. */
export const SplitChart = (props: Props) => {
	const { data, frame, by, measure } = props;
	const shares = useMemo(() => sharesOf(data, { measure, by }), [data, measure, by]);
	const points = useMemo(() => splitPoints(shares, { data, frame, key: "start", measure }), [shares, data, frame, measure]);
	const better = data.report.columns.find(({ name }) => name === measure)?.better ?? "none";
	return (
		<SeriesChart
			points={points}
			series={shares}
			unit="count"
			better={better}
			compared={comparedName(frame, data)}
			sentence={sentenceOf(shares, props)}
		/>
	);
};
