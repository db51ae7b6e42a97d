import type { ReactNode } from "react";
import type { LivePicture } from "../../../../backend/contract/live.js";
import type { Status } from "../../../../backend/contract/system.js";
import { useStatus } from "../../app/queries.js";
import { format, none } from "../../ui/format.js";
import { Facts } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import type { LiveScreen } from "./live-list.js";
import { type SignState, StateSign } from "./signs.js";
import { secondsOf, streamName, streamSign, streamWords } from "./words.js";

/** Longer than this, ms, and an event is not "at once" any more. */
const slow = { onDisk: 1_000, shown: 2_000 } as const;

type Fact = readonly [string, string, ReactNode];

const signOf = (state: SignState | null): ReactNode => (state === null ? null : <StateSign state={state} />);

const fact = (name: string, value: string, state: SignState | null = null): Fact => [name, value, signOf(state)];

const withinOf = (ms: number | null, limit: number): SignState | null => {
	if (ms === null) return null;
	return ms <= limit ? "good" : "warning";
};

const ofStreams = ({ streams }: LivePicture): Fact[] =>
	streams.flatMap((stream) => [
		fact(streamName[stream.name], streamWords(stream), streamSign(stream)),
		...(stream.catches_up_ms !== null && (stream.behind ?? 0) > 0 ? [fact("… catches up in", secondsOf(stream.catches_up_ms))] : []),
	]);

const shareToday = ({ ingest: { today }, day_from, tz }: LivePicture): Fact => {
	const name = today.since <= day_from ? "Rejected share today" : `Rejected share since ${format.time(today.since, tz)}`;
	return fact(name, today.received === 0 ? none : format.percent(today.rejected / today.received));
};

/** MongoDB is backed up by its own tools. */
const ofStore = (status: Status | undefined, { store_problem, tz }: LivePicture): Fact[] => {
	if (!status) return [fact("Store", none)];
	const { kind, bytes, last_backup_at: last } = status.store;
	return [
		fact("Store", format.bytes(bytes), store_problem === null ? null : "bad"),
		...(kind === "embedded"
			? [fact("Last backup", last === null ? "never" : `${format.nearDate(last, status.now, tz)}, ${format.time(last, tz)}`)]
			: []),
	];
};

/** How far the way of an event is keeping up. */
export const StreamFacts = ({ screen, picture }: { screen: LiveScreen; picture: LivePicture }) => {
	const status = useStatus().data;
	const { ingest, per_minute } = picture;
	return (
		<Panel title="Stream">
			<Facts
				items={[
					fact("Received", `${format.count(per_minute)} / min`, per_minute > 0 ? "good" : null),
					fact(
						"On disk after",
						ingest.on_disk_ms === null ? none : `≤ ${format.milliseconds(ingest.on_disk_ms)}`,
						withinOf(ingest.on_disk_ms, slow.onDisk),
					),
					fact(
						"Shown after",
						screen.shownAfterMs === null ? none : secondsOf(screen.shownAfterMs),
						withinOf(screen.shownAfterMs, slow.shown),
					),
					...ofStreams(picture),
					fact("Duplicates dropped", format.count(ingest.duplicates)),
					fact("Rejected", format.count(ingest.rejected), ingest.rejected > 0 ? "bad" : null),
					shareToday(picture),
					...ofStore(status, picture),
				]}
			/>
		</Panel>
	);
};
