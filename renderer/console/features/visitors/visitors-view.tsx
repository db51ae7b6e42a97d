import { Two } from "../../ui/two.js";
import { type ReportData, ReportPage, ReportPanel, type ReportRow } from "../reports/reports.js";
import { OverTime } from "./over-time.js";

const kinds: Readonly<Record<string, string>> = { all: "All", new: "New", returning: "Returning" };
const devices: Readonly<Record<string, string>> = {
	desktop: "Desktop",
	mobile: "Mobile",
	tablet: "Tablet",
	bot: "Bot",
	other: "Other",
};

const named = (column: string, names: Readonly<Record<string, string>>, missing: string) => (row: ReportRow, data: ReportData) => {
	const word = data.text(row, column);
	return word === null ? missing : (names[word] ?? word);
};

const showKind = { kind: named("kind", kinds, "Not told") };
const showDevice = { device: named("device", devices, "Not told") };

const kindColumns = ["kind", "visitors", "sessions", "bounce_rate", "conversion", "revenue"];
const deviceColumns = ["device", "sessions", "visitors", "bounce_rate", "conversion", "revenue"];
const wideOnly = ["bounce_rate"];
const headers = { kind: "Who" };

export const VisitorsView = () => (
	<ReportPage>
		{(frame) => (
			<>
				<OverTime frame={frame} />
				<Two stacked={frame.by !== undefined}>
					<ReportPanel
						frame={frame}
						report="visitors"
						title="New and returning"
						scope="whoever came again counts in both"
						rows="visitors"
						main="visitors"
						headers={headers}
						only={kindColumns}
						wideOnly={wideOnly}
						show={showKind}
					/>
					<ReportPanel
						frame={frame}
						report="devices"
						title="Devices"
						rows="devices"
						main="sessions"
						only={deviceColumns}
						wideOnly={wideOnly}
						show={showDevice}
					/>
				</Two>
			</>
		)}
	</ReportPage>
);
