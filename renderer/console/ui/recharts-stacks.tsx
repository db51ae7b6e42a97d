import { memo } from "react";
import { Bar, BarChart, ResponsiveContainer } from "recharts";
import { legendRoom, scaleOf } from "./chart-points.js";
import { format } from "./format.js";
import { Axes, PointTip, SeriesTip } from "./recharts-frame.js";
import type { SeriesPoint, SeriesProps } from "./series.js";

const sumOf = ({ values }: SeriesPoint): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Parts of a whole over time, on each other from zero. */
export const RechartsStacks = memo(({ points, series, unit, sentence }: SeriesProps) => (
	<ResponsiveContainer width="100%" height="100%">
		<BarChart
			data={[...points]}
			margin={{ top: legendRoom, right: 4, bottom: 0, left: 0 }}
			barCategoryGap={2}
			title={sentence}
			accessibilityLayer
		>
			<Axes
				points={points}
				most={6}
				scale={scaleOf(Math.max(0, ...points.map(sumOf)), unit === "count")}
				text={format.compact}
				width={44}
			/>
			<PointTip<SeriesPoint>
				over="bar"
				tell={(point) => <SeriesTip point={point} series={series} unit={unit} note={point.open ? "still running" : undefined} />}
			/>
			{series.map((one, index) => (
				<Bar
					key={one.id}
					name={one.name}
					dataKey={(point: SeriesPoint) => point.values[index] ?? 0}
					stackId="whole"
					fill={`var(--series-${(one.place ?? index) + 1})`}
					isAnimationActive={false}
				/>
			))}
		</BarChart>
	</ResponsiveContainer>
));
