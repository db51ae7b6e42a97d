import { memo } from "react";
import { Bar, BarChart, ResponsiveContainer } from "recharts";
import { type ChartPoint, type ChartProps, scaleOf } from "./chart-points.js";
import { ChartTip } from "./chart-tip.js";
import { format } from "./format.js";
import { Axes, PointTip } from "./recharts-frame.js";

/** One bar a point, from zero. */
export const RechartsColumns = memo(({ points, name, unit, currency, better, sentence }: ChartProps) => (
	<ResponsiveContainer width="100%" height="100%">
		<BarChart data={[...points]} margin={{ top: 6, right: 4, bottom: 0, left: 0 }} barCategoryGap={2} title={sentence} accessibilityLayer>
			<Axes
				points={points}
				most={4}
				scale={scaleOf(Math.max(0, ...points.map((point) => point.value ?? 0)), unit === "count")}
				text={format.compact}
				width={40}
			/>
			<PointTip<ChartPoint>
				over="bar"
				tell={(point) => <ChartTip point={point} name={name} unit={unit} better={better} currency={currency} />}
			/>
			<Bar dataKey="value" fill="var(--series-1)" radius={[2, 2, 0, 0]} isAnimationActive={false} />
		</BarChart>
	</ResponsiveContainer>
));
