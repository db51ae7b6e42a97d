import type { ReactNode } from "react";
import { CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { ChangeText } from "./change-text.js";
import { ticksOf } from "./chart-points.js";
import classes from "./charts.module.css";
import { formatUnit } from "./format.js";
import type { SeriesPoint, SeriesProps } from "./series.js";

const axisText = { fontSize: 11, fill: "var(--text-3)" } as const;
const axis = { interval: 0, tick: axisText, tickLine: false, axisLine: false } as const;

interface AxesProps {
	readonly points: readonly { readonly id: string; readonly label: string }[];
	/** Labels below the plot, at the most. */
	readonly most: number;
	/** Gridlines from zero to the upper end. */
	readonly scale: readonly number[];
	readonly text: (value: number) => string;
	/** Pixels at the left. */
	readonly width: number;
	/** Of lines, which begin and end at a point: room beside the first and the last. Bars have theirs. */
	readonly padding?: number;
	/** Lines among bars stand where the bars do. */
	readonly scaleX?: "auto" | "band" | "point";
}

/** What every chart over time stands on: horizontal gridlines, the buckets below, amounts from zero at the left. */
export const Axes = ({ points, most, scale, text, width, padding, scaleX = "auto" }: AxesProps) => {
	const labels = new Map(points.map((point) => [point.id, point.label]));
	const room = padding === undefined ? { height: 22 } : { height: 24, tickMargin: 6, padding: { left: padding, right: padding } };
	return (
		<>
			<CartesianGrid vertical={false} stroke="var(--hairline)" />
			<XAxis
				{...axis}
				{...room}
				dataKey="id"
				scale={scaleX}
				ticks={ticksOf(points, most)}
				tickFormatter={(id: string) => labels.get(id) ?? id}
			/>
			<YAxis {...axis} width={width} ticks={[...scale]} domain={[0, scale.at(-1) ?? 1]} tickFormatter={text} />
		</>
	);
};

const cursors = { line: { stroke: "var(--line-2)", strokeWidth: 1.5 }, bar: { fill: "var(--track)" } } as const;

/** Tells of the point below the pointer, or of that which the arrow keys are at. */
export const PointTip = <Point,>({ over, tell }: { over: keyof typeof cursors; tell: (point: Point) => ReactNode }) => (
	<Tooltip
		isAnimationActive={false}
		cursor={cursors[over]}
		content={({ active, payload }) => {
			const point = payload?.[0]?.payload as Point | undefined;
			return active && point ? tell(point) : null;
		}}
	/>
);

type SeriesTipProps = Pick<SeriesProps, "series" | "unit" | "better"> & { readonly point: SeriesPoint; readonly note?: string | undefined };

/** Each series' amount at a point and, where one is compared, what it was. */
export const SeriesTip = ({ point, series, unit, better = "none", note = point.note }: SeriesTipProps) => (
	<div className={classes.tip} role="status">
		<strong>{point.title}</strong>
		<table>
			<tbody>
				{series.map((one, index) => (
					<tr key={one.id}>
						<td>{one.name}</td>
						<td className={classes.value}>{formatUnit(point.values[index], unit)}</td>
						{point.before && (
							<>
								<td className={`${classes.value} ${classes.quiet}`}>{formatUnit(point.before[index], unit)}</td>
								<td>{!point.open && <ChangeText now={point.values[index]} before={point.before[index]} unit={unit} better={better} />}</td>
							</>
						)}
					</tr>
				))}
			</tbody>
		</table>
		{point.beforeTitle && <div className={classes.quiet}>beside {point.beforeTitle}</div>}
		{note && <div className={classes.quiet}>{note}</div>}
	</div>
);
