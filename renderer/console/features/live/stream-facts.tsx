import type { LivePicture } from "../../../../backend/contract/live.js";
import { useStatus } from "../../app/queries.js";
import { format, none } from "../../ui/format.js";
import { Facts } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import type { LiveScreen } from "./live-list.js";
import { secondsOf, streamName, streamWords } from "./words.js";

/** How far the way of an event is keeping up. */
export const StreamFacts = ({ screen, picture: { ingest, per_minute, streams } }: { screen: LiveScreen; picture: LivePicture }) => {
	const status = useStatus().data;
	return (
		<Panel title="Stream">
			<Facts
				items={[
					["Received", `${format.count(per_minute)} / min`],
					["On disk after", ingest.on_disk_ms === null ? none : `≤ ${format.milliseconds(ingest.on_disk_ms)}`],
					["Shown after", screen.shownAfterMs === null ? none : secondsOf(screen.shownAfterMs)],
					...streams.flatMap((stream): [string, string][] => [
						[streamName[stream.name], streamWords(stream)],
						...(stream.catches_up_ms !== null && (stream.behind ?? 0) > 0
							? ([["… catches up in", secondsOf(stream.catches_up_ms)]] as [string, string][])
							: []),
					]),
					["Duplicates dropped", format.count(ingest.duplicates)],
					["Rejected", format.count(ingest.rejected)],
					["Rejected share", ingest.received === 0 ? none : format.percent(ingest.rejected / ingest.received)],
					["Store", status ? format.bytes(status.store.bytes) : none],
				]}
			/>
		</Panel>
	);
};
