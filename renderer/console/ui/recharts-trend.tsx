import { Area, Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { type ChartPoint, type ChartProps, legendRoom, scaleOf, ticksOf } from "./chart-points.js";
import { ChartTip } from "./chart-tip.js";
import { format, type Unit } from "./format.js";

const axisText = { fontSize: 11, fill: "var(--text-3)" } as const;

const axisLabel = (value: number, unit: Unit): string => {
	if (unit === "ratio") return `${format.compact(value * 100)}\u202f%`;
	return value < 10_000 && unit === "count" ? format.count(value) : format.compact(value);
};

const highest = (points: readonly ChartPoint[]): number =>
	Math.max(0, ...points.map((point) => Math.max(point.value ?? 0, point.before ?? 0)));

/** One measure over time: blue with a light ground, the compared period dashed, the running bucket hatched. Axis from zero. */
export const RechartsTrend = ({ points, name, unit, currency, better, sentence, legend }: ChartProps) => {
	const scale = scaleOf(highest(points), unit === "count");
	const rows = points.map((point) => ({
		...point,
		closed: point.open ? null : point.value,
		running: point.open ? point.value : null,
	}));
	const labels = new Map(points.map((point) => [point.id, point.label]));
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
					padding={hasOpen ? { left: 0, right: 0 } : { left: 4, right: 4 }}
					scale={hasOpen ? "band" : "point"}
				/>
				<YAxis
					ticks={[...scale]}
					domain={[0, scale.at(-1) ?? 1]}
					tickFormatter={(value: number) => axisLabel(value, unit)}
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
						const point = payload?.[0]?.payload as ChartPoint | undefined;
						return active && point ? <ChartTip point={point} name={name} unit={unit} better={better} currency={currency} /> : null;
					}}
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
};
