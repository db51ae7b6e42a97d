import { ReportPage, ReportPanel } from "../reports/reports.js";

const columns = ["by", "event_type", "events", "sessions", "visitors", "orders"] as const;
const headers = { event_type: "Event" } as const;

/** Event types alone until a property is chosen: something to read at once, and what to do next. */
export const BreakdownView = () => (
	<ReportPage>
		{(frame) => (
			<ReportPanel
				frame={frame}
				report="events"
				title="Events"
				scope={
					frame.by === undefined
						? "by type; choose a property at By, such as device or status, to break them down"
						: `by type and ${frame.by}; sessions that start in these days`
				}
				rows="events"
				main="events"
				only={columns}
				headers={headers}
				pageRows={25}
			/>
		)}
	</ReportPage>
);
