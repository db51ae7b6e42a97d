import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ChartProps } from "./chart-points.js";
import classes from "./charts.module.css";
import { lineLabels } from "./line-labels.js";
import { comparedStroke, inLegend, type SeriesProps, seriesScale, strokeOf } from "./series.js";
import { Skeleton } from "./states.js";

/** The chart library is a chunk of its own, fetched when the first chart is drawn: the numbers come before it. */
const Trend = lazy(() => import("./recharts.js").then((module) => ({ default: module.RechartsTrend })));
const Columns = lazy(() => import("./recharts.js").then((module) => ({ default: module.RechartsColumns })));
const Stacks = lazy(() => import("./recharts.js").then((module) => ({ default: module.RechartsStacks })));
const Series = lazy(() => import("./recharts.js").then((module) => ({ default: module.RechartsSeries })));

const Swatch = ({ dashed }: { dashed: boolean }) => (
	<svg width="18" height="6" aria-hidden>
		<line
			x1="0"
			x2="18"
			y1="3"
			y2="3"
			stroke={dashed ? "var(--text-3)" : "var(--series-1)"}
			strokeWidth={dashed ? 1.5 : 2}
			strokeDasharray={dashed ? "4 3" : undefined}
		/>
	</svg>
);

const Legend = ({ names: [now, before] }: { names: readonly [string, string | null] }) => (
	<div className={classes.legend}>
		<span>
			<Swatch dashed={false} />
			{now}
		</span>
		{before && (
			<span>
				<Swatch dashed />
				{before}
			</span>
		)}
	</div>
);

const OpenMark = () => (
	<span>
		<svg width="12" height="12" aria-hidden>
			<circle cx="6" cy="6" r="4" fill="none" stroke="var(--text-3)" strokeWidth="1.5" strokeDasharray="2 2" />
		</svg>
		not complete
	</span>
);

const ComparedMark = ({ name, ofOne }: { name: string; ofOne: boolean }) => (
	<span>
		<svg width="22" height="6" aria-hidden>
			<line x1="0" x2="22" y1="3" y2="3" stroke="var(--text-3)" {...comparedStroke} />
		</svg>
		{ofOne ? `${name}, of the line you point at` : name}
	</span>
);

const SeriesLegend = ({ series, points, compared }: Pick<SeriesProps, "series" | "points" | "compared">) => (
	<div className={classes.legend}>
		{series.length <= inLegend &&
			series.map((one, index) => (
				<span key={one.id}>
					<svg width="22" height="6" aria-hidden>
						<line x1="0" x2="22" y1="3" y2="3" strokeWidth={2} {...strokeOf(one, index)} />
					</svg>
					{one.name}
				</span>
			))}
		{compared && <ComparedMark name={compared} ofOne={series.length > inLegend} />}
		{points.some((point) => point.open) && <OpenMark />}
	</div>
);

/** A label's height as a share of the plot's, which is at least 170 px high. */
const labelGap = 0.065;

/** Names at the ends of the lines, in their colours and dashes; each in full as its tooltip. One that is pointed at, or reached by key, marks its line. */
const LineLabels = ({ points, series, unit, marked = null, onMark }: SeriesProps) => (
	<ul className={classes.labels} aria-label="Lines">
		{lineLabels(points, series.length, { top: seriesScale(points, unit).at(-1) ?? 0, gap: labelGap }).map(({ index, at }) => {
			const one = series[index];
			return (
				one && (
					<li key={one.id} style={{ bottom: `${at * 100}%` }}>
						<button
							type="button"
							title={one.name}
							data-marked={marked === index || undefined}
							onPointerEnter={() => onMark?.(index)}
							onPointerLeave={() => onMark?.(null)}
							onFocus={() => onMark?.(index)}
							onBlur={() => onMark?.(null)}
						>
							<svg width="16" height="6" aria-hidden>
								<line x1="0" x2="16" y1="3" y2="3" strokeWidth={2} {...strokeOf(one, index)} />
							</svg>
							<span className={classes.lineName}>{one.name}</span>
						</button>
					</li>
				)
			);
		})}
	</ul>
);

interface FigureProps {
	readonly sentence: string;
	readonly legend: ReactNode;
	/** At the right of the plot. */
	readonly labels?: ReactNode;
	readonly children: ReactNode;
}

const Figure = ({ sentence, legend, labels, children }: FigureProps) => (
	<figure className={classes.chart} aria-label={sentence}>
		{legend}
		<div className={classes.plot}>
			<div>
				<Suspense fallback={<Skeleton shape="bars" />}>{children}</Suspense>
			</div>
			{labels}
		</div>
	</figure>
);

/** A line over time with the compared period dashed. */
export const TrendChart = (props: ChartProps) => (
	<Figure sentence={props.sentence} legend={props.legend && <Legend names={props.legend} />}>
		<Trend {...props} />
	</Figure>
);

/** Bars side by side, such as the 24 hours. */
export const ColumnChart = (props: ChartProps) => (
	<Figure sentence={props.sentence} legend={props.legend && <Legend names={props.legend} />}>
		<Columns {...props} />
	</Figure>
);

/** Several measures over time, told apart by colour and dash; more than three are named at their lines, and compared one at a time. */
export const SeriesChart = (props: SeriesProps) => {
	const [marked, onMark] = useState<number | null>(null);
	const marking = { ...props, marked, onMark };
	return (
		<Figure
			sentence={props.sentence}
			legend={<SeriesLegend {...props} />}
			labels={props.series.length > inLegend && <LineLabels {...marking} />}
		>
			<Series {...marking} />
		</Figure>
	);
};

const SquareLegend = ({ series }: Pick<SeriesProps, "series">) => (
	<div className={classes.legend}>
		{series.map((one, index) => (
			<span key={one.id}>
				<svg width="10" height="10" aria-hidden>
					<rect width="10" height="10" rx="2" fill={`var(--series-${(one.place ?? index) + 1})`} />
				</svg>
				{one.name}
			</span>
		))}
	</div>
);

/** Parts of a whole over time, such as kinds of events by minute. */
export const StackChart = (props: SeriesProps) => (
	<Figure sentence={props.sentence} legend={<SquareLegend series={props.series} />}>
		<Stacks {...props} />
	</Figure>
);
