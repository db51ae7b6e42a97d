import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import type { Filter } from "../../app/use-filter.js";
import type { ChartPoint } from "../../ui/chart-points.js";
import { TrendChart } from "../../ui/charts.js";
import type { Column } from "../../ui/column.js";
import { format, formatUnit } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Empty } from "../../ui/states.js";
import classes from "./overview.module.css";
import { Part } from "./part.js";
import { bucketTitles, type Measure, measureSpecs, type Trend, trendPoints } from "./trend-points.js";
import type { Numbers } from "./use-numbers.js";

interface Props {
	readonly numbers: Numbers;
	readonly filter: Filter;
	readonly measure: Measure;
	readonly choices: readonly Measure[];
	readonly onMeasure: (measure: Measure) => void;
	readonly currency: string | null;
	readonly now: number;
}

const columnsOf = (measure: Measure, currency: string | null, compared: boolean): readonly Column<ChartPoint>[] => {
	const { title, unit } = measureSpecs[measure];
	const money = currency && unit === "money" ? { extra: currency } : {};
	const header = currency && unit === "money" ? `${title} ${currency}` : title;
	return [
		{ id: "start", header: "Start", value: (point) => point.id, show: (point) => point.title },
		{ id: "value", header, value: (point) => point.value, unit, ...money },
		...(compared
			? [
					{ id: "before", header: `${header}, compared`, value: (point: ChartPoint) => point.before ?? null, unit, ...money },
					{ id: "beforeStart", header: "Compared with", value: (point: ChartPoint) => point.beforeTitle ?? null },
				]
			: []),
	];
};

const sentenceOf = (points: readonly ChartPoint[], measure: Measure, currency: string | null, label: string): string => {
	const { title, unit } = measureSpecs[measure];
	const known = points.filter((point) => typeof point.value === "number" && !point.open);
	const peak = known.reduce<ChartPoint | null>((best, point) => (best && (best.value ?? 0) >= (point.value ?? 0) ? best : point), null);
	if (!peak) return `${title}, ${label}: no data.`;
	return `${title}, ${label}: highest ${formatUnit(peak.value, unit, currency)} on ${peak.title}.`;
};

const isFlat = (trend: Trend): boolean => trend.points.every((point) => point.events === 0);

const Chart = ({ trend, numbers, filter, measure, currency, now }: Omit<Props, "choices" | "onMeasure"> & { trend: Trend }) => {
	const before = numbers.before?.trend ?? null;
	const points = useMemo(
		() => trendPoints({ trend, before, measure, currency, tz: filter.tz, now, through: filter.through }),
		[trend, before, measure, currency, filter, now],
	);
	if (isFlat(trend)) {
		return (
			<Empty title="No events in this period">
				The newest event is of {format.date(Date.parse(filter.known.newest), "UTC")}. Choose another period, or look at everything with E.
			</Empty>
		);
	}
	const { title, unit, better } = measureSpecs[measure];
	return (
		<TrendChart
			points={points}
			name={title}
			unit={unit}
			currency={currency}
			better={better}
			sentence={sentenceOf(points, measure, currency, filter.label)}
			legend={[filter.label, before ? (filter.compared?.label ?? null) : null]}
		/>
	);
};

/** One measure over the period, the compared one dashed. */
export const TrendPanel = (props: Props) => {
	const { numbers, filter, measure, choices, onMeasure, currency, now } = props;
	const { trend } = numbers.sections;
	const before = numbers.before?.trend ?? null;
	const twin = trend && {
		columns: columnsOf(measure, currency, before !== null),
		rows: trendPoints({ trend, before, measure, currency, tz: filter.tz, now, through: filter.through }),
		file: ["trend", measure, filter.range.from, filter.range.to],
	};
	return (
		<Panel
			title={trend ? bucketTitles[trend.bucket] : "Trend"}
			scope={measure === "revenue" && currency ? currency : undefined}
			twin={twin}
			stale={numbers.stale}
			className={classes.trend ?? ""}
			foot={numbers.nothingBefore && filter.compared && `No events in ${filter.compared.label} to compare with.`}
			controls={
				<SegmentedControl
					size="xs"
					className={classes.measures ?? ""}
					aria-label="Measure"
					value={measure}
					onChange={(value) => onMeasure(value as Measure)}
					data={choices.map((choice) => ({ value: choice, label: measureSpecs[choice].title }))}
				/>
			}
		>
			<Part numbers={numbers} section="trend" what="The trend was not computed." shape="bars">
				{(data) => <Chart {...props} trend={data} />}
			</Part>
		</Panel>
	);
};
