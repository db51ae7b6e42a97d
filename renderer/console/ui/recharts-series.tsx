import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { legendRoom, ticksOf } from "./chart-points.js";
import classes from "./charts.module.css";
import { format, formatUnit } from "./format.js";
import { type SeriesPoint, type SeriesProps, seriesScale, strokeOf } from "./series.js";

const axisText = { fontSize: 11, fill: "var(--text-3)" } as const;

const Tip = ({ point, series, unit }: { point: SeriesPoint } & Pick<SeriesProps, "series" | "unit">) => (
	<div className={classes.tip} role="status">
		<strong>{point.title}</strong>
		<table>
			<tbody>
				{series.map((one, index) => (
					<tr key={one.id}>
						<td>{one.name}</td>
						<td className={classes.value}>{formatUnit(point.values[index], unit)}</td>
					</tr>
				))}
			</tbody>
		</table>
		{point.note && <div className={classes.quiet}>{point.note}</div>}
	</div>
);

/** Up to six measures over time, each with its own colour and its own dash; what is not complete is a gap with its dot. Axis from zero. */
export const RechartsSeries = ({ points, series, unit, sentence }: SeriesProps) => {
	const scale = seriesScale(points, unit);
	const labels = new Map(points.map((point) => [point.id, point.label]));
	return (
		<ResponsiveContainer width="100%" height="100%">
			<LineChart data={[...points]} margin={{ top: legendRoom, right: 22, bottom: 0, left: 0 }} title={sentence} accessibilityLayer>
				<CartesianGrid vertical={false} stroke="var(--hairline)" />
				<XAxis
					dataKey="id"
					ticks={ticksOf(points, 6)}
					interval={0}
					tickFormatter={(id: string) => labels.get(id) ?? id}
					tick={axisText}
					tickLine={false}
					axisLine={false}
					tickMargin={6}
					height={24}
					padding={{ left: 8, right: 8 }}
				/>
				<YAxis
					ticks={[...scale]}
					domain={[0, scale.at(-1) ?? 1]}
					tickFormatter={(value: number) => (value < 10_000 && unit === "count" ? format.count(value) : format.compact(value))}
					tick={axisText}
					tickLine={false}
					axisLine={false}
					width={48}
					interval={0}
				/>
				<Tooltip
					isAnimationActive={false}
					cursor={{ stroke: "var(--line-2)", strokeWidth: 1.5 }}
					content={({ active, payload }) => {
						const point = payload?.[0]?.payload as SeriesPoint | undefined;
						return active && point ? <Tip point={point} series={series} unit={unit} /> : null;
					}}
				/>
				{series.map((one, index) => (
					<Line
						key={one.id}
						dataKey={(point: SeriesPoint) => (point.open ? null : point.values[index])}
						name={one.name}
						strokeWidth={2}
						{...strokeOf(one, index)}
						dot={points.length === 1 ? { r: 3 } : false}
						activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2 }}
						isAnimationActive={false}
						type="linear"
					/>
				))}
				{series.map((one, index) => (
					<Line
						key={`${one.id} open`}
						dataKey={(point: SeriesPoint) => (point.open ? point.values[index] : null)}
						stroke="none"
						dot={{ r: 4, fill: "var(--surface)", stroke: strokeOf(one, index).stroke, strokeWidth: 1.5, strokeDasharray: "2 2" }}
						isAnimationActive={false}
						tooltipType="none"
					/>
				))}
			</LineChart>
		</ResponsiveContainer>
	);
};
