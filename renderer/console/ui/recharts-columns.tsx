import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { type ChartPoint, type ChartProps, scaleOf, ticksOf } from "./chart-points.js";
import { ChartTip } from "./chart-tip.js";
import { format } from "./format.js";

const axisText = { fontSize: 11, fill: "var(--text-3)" } as const;

/** One bar a point, from zero. */
export const RechartsColumns = ({ points, name, unit, currency, better, sentence }: ChartProps) => {
	const scale = scaleOf(Math.max(0, ...points.map((point) => point.value ?? 0)), unit === "count");
	const labels = new Map(points.map((point) => [point.id, point.label]));
	return (
		<ResponsiveContainer width="100%" height="100%">
			<BarChart data={[...points]} margin={{ top: 6, right: 4, bottom: 0, left: 0 }} barCategoryGap={2} title={sentence} accessibilityLayer>
				<CartesianGrid vertical={false} stroke="var(--hairline)" />
				<XAxis
					dataKey="id"
					ticks={ticksOf(points, 4)}
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
					width={40}
					interval={0}
				/>
				<Tooltip
					isAnimationActive={false}
					cursor={{ fill: "var(--track)" }}
					content={({ active, payload }) => {
						const point = payload?.[0]?.payload as ChartPoint | undefined;
						return active && point ? <ChartTip point={point} name={name} unit={unit} better={better} currency={currency} /> : null;
					}}
				/>
				<Bar dataKey="value" fill="var(--series-1)" radius={[2, 2, 0, 0]} isAnimationActive={false} />
			</BarChart>
		</ResponsiveContainer>
	);
};
