import { Link, useNavigate } from "@tanstack/react-router";
import { type ReportData, ReportPage, ReportPanel, type ReportRow } from "../reports/reports.js";

const source = "source:";

const reasonOf = (row: ReportRow): string => String(row.cells[0] ?? "");

/** Whole sources, such as the demo data, are noise by their name; all others by the rule that marked them. */
const reasonText = (row: ReportRow, data: ReportData): string => {
	const reason = data.text(row, "reason") ?? "";
	return reason.startsWith(source) ? `source ${reason.slice(source.length)}` : reason.replaceAll("_", " ");
};

const show = { reason: reasonText };
const headers = { reason: "First reason", first_ts: "First", last_ts: "Last" } as const;
const wide = ["sources"] as const;

/** The address of the events behind a reason: those of its source, else all noise of these days. */
const useOpenEvents = () => {
	const navigate = useNavigate();
	return (row: ReportRow): void => {
		const reason = reasonOf(row);
		const limit = reason.startsWith(source) ? { source: reason.slice(source.length) } : {};
		const search = (before: Readonly<Record<string, unknown>>) => ({
			from: before["from"],
			to: before["to"],
			tz: before["tz"],
			noise: "only",
			...limit,
		});
		void navigate({ to: "/events" as never, search: search as never });
	};
};

export const NoiseView = () => {
	const open = useOpenEvents();
	return (
		<ReportPage>
			{(frame) => (
				<ReportPanel
					frame={frame}
					report="noise"
					title={frame.filter.noise === "hide" ? "What the noise filter hid" : "Noise that is counted"}
					scope="each event under its first reason; one opens its events"
					rows="noise"
					whyEmpty="No event of these days is marked as noise, or comes from a source that is noise as a whole."
					emptyAction={<Link to="/cleanup">Look for noise in Clean up</Link>}
					foot={() => <Link to="/cleanup">Mark more, or take marks back, in Clean up</Link>}
					main="events"
					headers={headers}
					show={show}
					wideOnly={wide}
					onOpen={open}
				/>
			)}
		</ReportPage>
	);
};
