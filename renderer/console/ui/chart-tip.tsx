import { ChangeText } from "./change-text.js";
import type { ChartPoint, ChartProps } from "./chart-points.js";
import classes from "./charts.module.css";
import { formatUnit } from "./format.js";

type Props = Pick<ChartProps, "name" | "unit" | "better"> & { readonly currency?: string | null | undefined; readonly point: ChartPoint };

/** The one tooltip of all charts; announced when moved by key. */
export const ChartTip = ({ point, name, unit, better, currency = null }: Props) => (
	<div className={classes.tip} role="status">
		<strong>{point.title}</strong>
		<table>
			<tbody>
				<tr>
					<td>{name}</td>
					<td className={classes.value}>{formatUnit(point.value, unit, currency)}</td>
					<td>
						{!point.open && point.before !== undefined && (
							<ChangeText now={point.value} before={point.before} unit={unit} better={better} currency={currency} />
						)}
					</td>
				</tr>
				{point.beforeTitle && (
					<tr className={classes.quiet}>
						<td>{point.beforeTitle}</td>
						<td className={classes.value}>{formatUnit(point.before, unit, currency)}</td>
						<td />
					</tr>
				)}
			</tbody>
		</table>
		{point.open && !point.note && <div className={classes.quiet}>still running</div>}
		{point.note && <div className={classes.quiet}>{point.note}</div>}
	</div>
);
