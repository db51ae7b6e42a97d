import { memo } from "react";
import { Line, LineChart, ResponsiveContainer } from "recharts";
import { axisLabel, legendRoom } from "./chart-points.js";
import { Axes, PointTip, SeriesTip } from "./recharts-frame.js";
import { comparedStroke, isCompared, type SeriesPoint, type SeriesProps, seriesScale, strokeOf } from "./series.js";

/**
 * Up to six measures over time, each with its own colour and its own dash; what is not complete is a gap with its dot, the compared
 * period (of more than three, that of the marked one) thin and dotted, without what stands beside the gap: it is of the same hours, and no fall either. Axis from zero.
 */
export const RechartsSeries = memo((props: SeriesProps) => {
	const { points, series, unit, better, sentence, onMark } = props;
	const compared = points.some((point) => point.before);
	const hasOpen = points.some((point) => point.open);
	return (
		<ResponsiveContainer width="100%" height="100%">
			<LineChart data={[...points]} margin={{ top: legendRoom, right: 22, bottom: 0, left: 0 }} title={sentence} accessibilityLayer>
				<Axes points={points} most={6} scale={seriesScale(points, unit)} text={(value) => axisLabel(value, unit)} width={48} padding={8} />
				<PointTip<SeriesPoint> over="line" tell={(point) => <SeriesTip point={point} series={series} unit={unit} better={better} />} />
				{compared &&
					series.map(
						(one, index) =>
							isCompared(props, index) && (
								<Line
									key={`${one.id} before`}
									dataKey={(point: SeriesPoint) => (point.open ? null : point.before?.[index])}
									stroke={strokeOf(one, index).stroke}
									{...comparedStroke}
									className="compared-line"
									dot={false}
									activeDot={false}
									isAnimationActive={false}
									tooltipType="none"
									type="linear"
								/>
							),
					)}
				{series.map((one, index) => (
					<Line
						key={one.id}
						dataKey={(point: SeriesPoint) => (point.open ? null : point.values[index])}
						name={one.name}
						strokeWidth={2}
						{...strokeOf(one, index)}
						onMouseEnter={() => onMark?.(index)}
						onMouseLeave={() => onMark?.(null)}
						dot={points.length === 1 ? { r: 3 } : false}
						activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2 }}
						isAnimationActive={false}
						type="linear"
					/>
				))}
				{hasOpen &&
					series.map((one, index) => (
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
});
