import { lazy, Suspense } from "react";
import type { ChartProps } from "./chart-points.js";
import classes from "./charts.module.css";
import { Skeleton } from "./states.js";

/** The chart library is a chunk of its own, fetched when the first chart is drawn. */
const Trend = lazy(() => import("./recharts-trend.js").then((module) => ({ default: module.RechartsTrend })));
const Columns = lazy(() => import("./recharts-columns.js").then((module) => ({ default: module.RechartsColumns })));

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

const Figure = ({ props, children }: { props: ChartProps; children: React.ReactNode }) => (
	<figure className={classes.chart} aria-label={props.sentence}>
		{props.legend && <Legend names={props.legend} />}
		<div className={classes.plot}>
			<div>
				<Suspense fallback={<Skeleton shape="bars" />}>{children}</Suspense>
			</div>
		</div>
	</figure>
);

/** A line over time with the compared period dashed. */
export const TrendChart = (props: ChartProps) => (
	<Figure props={props}>
		<Trend {...props} />
	</Figure>
);

/** Bars side by side, such as the 24 hours. */
export const ColumnChart = (props: ChartProps) => (
	<Figure props={props}>
		<Columns {...props} />
	</Figure>
);
