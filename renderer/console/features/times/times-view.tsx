import { SegmentedControl } from "@mantine/core";
import { useSearchState } from "../../app/search.js";
import { comparedName, mostValues, type ReportData, type ReportFrame, ReportPage, ReportPanel, sharesOf } from "../reports/reports.js";
import { Heat, type Measure, measures, names, show } from "./heat.js";
import classes from "./times.module.css";
import { timesSearch } from "./view.js";

/** Beside each other, a week a value of what the view is broken down by; a colour means the same in all. */
const Weeks = ({ data, frame, by, measure }: { data: ReportData; frame: ReportFrame; by: string; measure: Measure }) => {
	const shares = sharesOf(data, { measure, by });
	const top = Math.max(0, ...data.rows.map((row) => data.number(row, measure) ?? 0));
	return (
		<div className={classes.weeks}>
			{shares.map((share) => (
				<section key={share.id} aria-label={share.name}>
					<h3>{share.name}</h3>
					<Heat data={share.data} frame={frame} measure={measure} only={share.name} top={top} />
				</section>
			))}
		</div>
	);
};

/** A colour cannot tell two periods at once: the change stands with each hour. */
const changeNote = (frame: ReportFrame, data: ReportData): string | null => {
	const compared = comparedName(frame, data);
	return compared === null ? null : `Each hour tells its change against ${compared}: by the pointer, or by the arrow keys.`;
};

const splitParams = { by_most: mostValues } as const;
/** Of 168 hours, each of five values, of none and of all others. */
const splitRows = 168 * (mostValues + 2);

const Panel = ({ frame }: { frame: ReportFrame }) => {
	const [search, set] = useSearchState(timesSearch);
	const measure = search.measure ?? "sessions";
	return (
		<ReportPanel
			frame={frame}
			report="weekday-hours"
			title="Busy hours"
			scope={`${names[measure].toLowerCase()} by weekday and hour, ${frame.filter.tz.replaceAll("_", " ")}`}
			rows="events"
			main={measure}
			pageRows={168}
			{...(frame.by === undefined ? {} : { params: splitParams, chartRows: splitRows })}
			chart={(data) =>
				frame.by === undefined ? (
					<Heat data={data} frame={frame} measure={measure} />
				) : (
					<Weeks data={data} frame={frame} by={frame.by} measure={measure} />
				)
			}
			foot={(data) => changeNote(frame, data)}
			show={show}
			controls={
				<SegmentedControl
					size="xs"
					aria-label="Measure"
					value={measure}
					onChange={(value) => set({ measure: value === "sessions" ? undefined : (value as Measure) }, { replace: true })}
					data={measures.map((value) => ({ value, label: names[value] }))}
				/>
			}
		/>
	);
};

export const TimesView = () => <ReportPage>{(frame) => <Panel frame={frame} />}</ReportPage>;
