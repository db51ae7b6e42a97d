import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { useSearchState } from "../../app/search.js";
import { SeriesChart, TrendChart } from "../../ui/charts.js";
import {
	beside,
	bucketPoints,
	comparedName,
	headerOf,
	legendOf,
	mostValues,
	type ReportData,
	type ReportFrame,
	ReportPanel,
	SplitChart,
	sentenceOf,
} from "../reports/reports.js";
import { visitorsSearch } from "./view.js";
import classes from "./visitors.module.css";

const choices = [
	{ value: "kinds", label: "New and returning" },
	{ value: "visitors", label: "Visitors" },
	{ value: "sessions", label: "Sessions" },
] as const;
type Choice = (typeof choices)[number]["value"];

interface ChartProps {
	readonly data: ReportData;
	readonly frame: ReportFrame;
}

const series = [
	{ id: "new_visitors", name: "New" },
	{ id: "returning_visitors", name: "Returning" },
] as const;

const Kinds = ({ data, frame }: ChartProps) => {
	const all = useMemo(() => series.map(({ id }) => bucketPoints(data, frame, { key: "start", measure: id })), [data, frame]);
	const points = useMemo(() => beside(all), [all]);
	const sentences = all.map((own, at) =>
		sentenceOf(at === 0 ? "New visitors" : "Returning", own, { unit: "count", label: frame.filter.label }),
	);
	return (
		<SeriesChart
			points={points}
			series={series}
			unit="count"
			better="up"
			compared={comparedName(frame, data)}
			sentence={sentences.join(" ")}
		/>
	);
};

const One = ({ data, frame, measure }: ChartProps & { measure: "visitors" | "sessions" }) => {
	const points = useMemo(() => bucketPoints(data, frame, { key: "start", measure }), [data, frame, measure]);
	const legend = useMemo(() => legendOf(frame, data), [frame, data]);
	const name = headerOf(measure);
	return (
		<TrendChart
			points={points}
			name={name}
			unit="count"
			better="up"
			sentence={sentenceOf(name, points, { unit: "count", label: frame.filter.label })}
			legend={legend}
		/>
	);
};

/** Of what one line a value can be drawn: a line each of new and returning would be too many. */
const splitChoices = choices.filter(({ value }) => value !== "kinds");

const Chart = ({ data, frame, measure }: ChartProps & { measure: Choice }) => {
	if (frame.by !== undefined) {
		return <SplitChart data={data} frame={frame} by={frame.by} measure={measure === "kinds" ? "visitors" : measure} />;
	}
	return measure === "kinds" ? <Kinds data={data} frame={frame} /> : <One data={data} frame={frame} measure={measure} />;
};

const splitParams = { by_most: mostValues } as const;
const splitRows = 5_000;

/** New and returning visitors beside each other, or one measure; broken down, one measure with a line a value. */
export const OverTime = ({ frame }: { frame: ReportFrame }) => {
	const [search, set] = useSearchState(visitorsSearch);
	const split = frame.by !== undefined;
	const measure: Choice = search.measure ?? (split ? "visitors" : "kinds");
	return (
		<ReportPanel
			frame={frame}
			report="visitors-over-time"
			title="Over time"
			scope={measure === "kinds" ? "whoever came again counts in both" : undefined}
			rows="visitors"
			main={measure === "kinds" ? "new_visitors" : measure}
			{...(split ? { params: splitParams, chartRows: splitRows } : {})}
			chart={(data) => (
				<div className={classes.chart}>
					<Chart data={data} frame={frame} measure={measure} />
				</div>
			)}
			controls={
				<SegmentedControl
					size="xs"
					aria-label="Measure"
					value={measure}
					onChange={(value) => set({ measure: value === "kinds" ? undefined : (value as Exclude<Choice, "kinds">) }, { replace: true })}
					data={[...(split ? splitChoices : choices)]}
				/>
			}
		/>
	);
};
