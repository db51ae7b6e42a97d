import { useMemo } from "react";
import type { LivePicture } from "../../../../backend/contract/live.js";
import { StackChart } from "../../ui/charts.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import type { SeriesPoint } from "../../ui/series.js";
import classes from "./live.module.css";

type Minute = LivePicture["minutes"][number];

const series = [
	{ id: "pages", name: "Pages", place: 0 },
	{ id: "products", name: "Products", place: 2 },
	{ id: "cart", name: "Cart and order", place: 1 },
	{ id: "other", name: "Other", place: 5 },
] as const;

const totalOf = ({ pages, products, cart, other }: Minute): number => pages + products + cart + other;

const columnsOf = (tz: string): readonly Column<Minute>[] => [
	{ id: "start", header: `Minute (${tz})`, value: ({ start }) => start, show: ({ start }) => format.time(start, tz), unit: "time" },
	...series.map(({ id, name }): Column<Minute> => ({ id, header: name, value: (minute) => minute[id], unit: "count" })),
	{ id: "all", header: "All", value: totalOf, unit: "count" },
];

/** Events by the minute of their time, by kind. The last bar is the minute that runs. */
export const MinutesPanel = ({ picture: { minutes, tz, per_minute } }: { picture: LivePicture }) => {
	const columns = useMemo(() => columnsOf(tz), [tz]);
	const points = minutes.map(
		(minute, index): SeriesPoint => ({
			id: String(minute.start),
			label: format.time(minute.start, tz),
			title: `${format.fullDate(minute.start, tz)}, ${format.time(minute.start, tz)}`,
			values: series.map(({ id }) => minute[id]),
			open: index === minutes.length - 1,
		}),
	);
	const all = minutes.reduce((sum, minute) => sum + totalOf(minute), 0);
	const sentence = `Events per minute of the last 60 minutes: ${format.count(all)} in all, ${format.count(per_minute)} in the last whole minute.`;
	return (
		<Panel title="Events per minute" scope="last 60 minutes" twin={{ columns, rows: minutes, file: ["live", "minutes"] }}>
			<div className={classes.chart}>
				<StackChart points={points} series={series} unit="count" sentence={sentence} />
			</div>
		</Panel>
	);
};
