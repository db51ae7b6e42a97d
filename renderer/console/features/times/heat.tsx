import { HeatMap } from "../../ui/heat-map.js";
import type { ReportData, ReportFrame, ReportRow } from "../reports/reports.js";
import { hourLabel, hours, weekdayNames, weekdays } from "./weekdays.js";

export const measures = ["sessions", "events", "orders"] as const;
export type Measure = (typeof measures)[number];
export const names: Readonly<Record<Measure, string>> = { sessions: "Sessions", events: "Events", orders: "Orders" };

interface Props {
	readonly data: ReportData;
	readonly frame: ReportFrame;
	readonly measure: Measure;
	/** Of what the numbers are alone, such as one device. */
	readonly only?: string;
	readonly top?: number;
}

/** The week as a table of hours, coloured by a measure of the report weekday-hours. */
export const Heat = ({ data, frame, measure, only, top }: Props) => {
	const cells = new Map(
		data.rows.map((row) => [
			`${data.number(row, "day_of_week")} ${data.number(row, "hour")}`,
			{ value: data.number(row, measure), before: data.before(row, measure) },
		]),
	);
	return (
		<HeatMap
			label={`${names[measure]} by weekday and hour, ${only === undefined ? "" : `${only}, `}${frame.filter.label}`}
			top={top}
			rows={weekdays.map((weekday) => ({ id: String(weekday), label: weekdayNames.short(weekday), title: weekdayNames.long(weekday) }))}
			columns={hours.map((hour) => ({ id: String(hour), label: hour % 6 === 0 ? hourLabel(hour) : "", title: `${hourLabel(hour)}:00` }))}
			cell={(weekday, hour) => cells.get(`${weekday} ${hour}`) ?? { value: null }}
			unit="count"
			name={names[measure]}
			per="an hour"
		/>
	);
};

/** Its keys in the words of the system's locale. */
export const show = {
	day_of_week: (row: ReportRow, data: ReportData) => weekdayNames.long(data.number(row, "day_of_week") ?? 1),
	hour: (row: ReportRow, data: ReportData) => `${hourLabel(data.number(row, "hour") ?? 0)}:00`,
};
