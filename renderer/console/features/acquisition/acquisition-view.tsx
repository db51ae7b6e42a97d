import { useSearchState } from "../../app/search.js";
import { Pick } from "../../ui/pick.js";
import { type ReportData, type ReportFrame, ReportPage, ReportPanel, type ReportRow } from "../reports/reports.js";
import { channelName } from "./channel-names.js";
import { acquisitionSearch } from "./view.js";

const touches = [
	{ value: "session", label: "the session", hint: "its own way in" },
	{ value: "first", label: "first touch", hint: "the visitor’s first ever" },
	{ value: "last", label: "last touch", hint: "the last that was not direct" },
] as const;

type Touch = (typeof touches)[number]["value"];

const useTouch = () => {
	const [search, set] = useSearchState(acquisitionSearch);
	const touch: Touch = search.touch ?? "session";
	return [touch, (value: string) => set({ touch: value === "session" ? undefined : (value as Touch) })] as const;
};

const TouchPick = () => {
	const [touch, setTouch] = useTouch();
	return <Pick label="Credit to" value={touch} options={touches} onPick={setTouch} width={300} />;
};

const measures = ["sessions", "visitors", "bounce_rate", "sessions_with_order", "conversion", "revenue"];
const channelColumns = ["channel", ...measures];
const campaignColumns = ["campaign", "source", "medium", ...measures];
const wideOnly = ["sessions_with_order"];
const showChannel = { channel: (row: ReportRow, data: ReportData) => channelName(data.text(row, "channel")) };

const Panels = ({ frame }: { frame: ReportFrame }) => {
	const [touch] = useTouch();
	return (
		<>
			<ReportPanel
				frame={frame}
				report="channels"
				params={{ touch }}
				title="Channels"
				rows="channels"
				main="sessions"
				only={channelColumns}
				wideOnly={wideOnly}
				show={showChannel}
			/>
			<ReportPanel
				frame={frame}
				report="campaigns"
				params={{ touch }}
				title="Campaigns"
				rows="campaigns"
				whyEmpty="A campaign is told by utm_source, utm_medium and utm_campaign of the page’s address. No session carried one."
				main="sessions"
				only={campaignColumns}
				wideOnly={wideOnly}
			/>
		</>
	);
};

export const AcquisitionView = () => <ReportPage filters={() => <TouchPick />}>{(frame) => <Panels frame={frame} />}</ReportPage>;
