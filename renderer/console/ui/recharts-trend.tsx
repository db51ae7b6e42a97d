import { memo } from "react";
import { Area, Bar, ComposedChart, Line, ResponsiveContainer } from "recharts";
import { axisLabel, type ChartPoint, type ChartProps, legendRoom, scaleOf } from "./chart-points.js";
import { ChartTip } from "./chart-tip.js";
import { Axes, PointTip } from "./recharts-frame.js";

const highest = (points: readonly ChartPoint[]): number =>
	Math.max(0, ...points.map((point) => Math.max(point.value ?? 0, point.before ?? 0)));

/** One measure over time: blue with a light ground, the compared period dashed, the running bucket hatched. Axis from zero. */
export const RechartsTrend = memo(({ points, name, unit, currency, better, sentence, legend }: ChartProps) => {
	const rows = points.map((point) => ({
		...point,
		closed: point.open ? null : point.value,
		running: point.open ? point.value : null,
	}));
	const hasOpen = points.some((point) => point.open);
	return (
		<ResponsiveContainer width="100%" height="100%">
			<ComposedChart
				data={rows}
				margin={{ top: legend ? legendRoom : 6, right: 22, bottom: 0, left: 0 }}
				title={sentence}
				accessibilityLayer
			>
				<defs>
					<pattern id="running" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
						<rect width="6" height="6" fill="var(--series-1)" fillOpacity="0.12" />
						<rect width="2" height="6" fill="var(--series-1)" fillOpacity="0.6" />
					</pattern>
				</defs>
				<Axes
					points={points}
					most={6}
					scale={scaleOf(highest(points), unit === "count")}
					text={(value) => axisLabel(value, unit)}
					width={48}
					padding={hasOpen ? 0 : 4}
					scaleX={hasOpen ? "band" : "point"}
				/>
				<PointTip<ChartPoint>
					over="line"
					tell={(point) => <ChartTip point={point} name={name} unit={unit} better={better} currency={currency} />}
				/>
				{hasOpen && (
					<Bar dataKey="running" fill="url(#running)" stroke="var(--series-1)" strokeWidth={1} maxBarSize={28} isAnimationActive={false} />
				)}
				<Line
					dataKey="before"
					type="linear"
					stroke="var(--text-3)"
					strokeWidth={1.5}
					strokeDasharray="4 3"
					dot={false}
					activeDot={false}
					isAnimationActive={false}
				/>
				<Area
					dataKey="closed"
					type="linear"
					stroke="var(--series-1)"
					strokeWidth={2}
					fill="var(--series-1)"
					fillOpacity={0.09}
					dot={points.length === 1 ? { r: 3, fill: "var(--series-1)", fillOpacity: 1 } : false}
					activeDot={{ r: 4, fill: "var(--series-1)", stroke: "var(--surface)", strokeWidth: 2 }}
					isAnimationActive={false}
				/>
			</ComposedChart>
		</ResponsiveContainer>
	);
});
