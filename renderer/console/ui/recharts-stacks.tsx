import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { legendRoom, scaleOf, ticksOf } from "./chart-points.js";
import classes from "./charts.module.css";
import { format, formatUnit } from "./format.js";
import type { OneSeries, SeriesPoint, SeriesProps } from "./series.js";

const axisText = { fontSize: 11, fill: "var(--text-3)" } as const;

const sumOf = ({ values }: SeriesPoint): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

const Tip = ({ point, series, unit }: { point: SeriesPoint; series: readonly OneSeries[]; unit: SeriesProps["unit"] }) => (
	<div className={classes.tip} role="status">
		<strong>{point.title}</strong>
		<table>
			<tbody>
				{series.map((one, index) => (
					<tr key={one.id}>
						<td>{one.name}</td>
						<td className={classes.value}>{formatUnit(point.values[index] ?? null, unit, null)}</td>
					</tr>
				))}
			</tbody>
		</table>
		{point.open && <div className={classes.quiet}>still running</div>}
	</div>
);

/** Parts of a whole over time, on each other from zero. */
export const RechartsStacks = ({ points, series, unit, sentence }: SeriesProps) => {
	const scale = scaleOf(Math.max(0, ...points.map(sumOf)), unit === "count");
	const labels = new Map(points.map((point) => [point.id, point.label]));
	return (
		<ResponsiveContainer width="100%" height="100%">
			<BarChart
				data={[...points]}
				margin={{ top: legendRoom, right: 4, bottom: 0, left: 0 }}
				barCategoryGap={2}
				title={sentence}
				accessibilityLayer
			>
				<CartesianGrid vertical={false} stroke="var(--hairline)" />
				<XAxis
					dataKey="id"
					ticks={ticksOf(points, 6)}
					interval={0}
					tickFormatter={(id: string) => labels.get(id) ?? id}
					tick={axisText}
					tickLine={false}
					axisLine={false}
					height={22}
				/>
				<YAxis
					ticks={[...scale]}
					domain={[0, scale.at(-1) ?? 1]}
					tickFormatter={(value: number) => format.compact(value)}
					tick={axisText}
					tickLine={false}
					axisLine={false}
					width={44}
					interval={0}
				/>
				<Tooltip
					isAnimationActive={false}
					cursor={{ fill: "var(--track)" }}
					content={({ active, payload }) => {
						const point = payload?.[0]?.payload as SeriesPoint | undefined;
						return active && point ? <Tip point={point} series={series} unit={unit} /> : null;
					}}
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
	);
};
