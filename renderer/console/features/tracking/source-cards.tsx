import { IconAlertCircle, IconCircleCheck, IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { ErrorPanel } from "../../ui/states.js";
import type { FeedView } from "./feed-list.js";
import classes from "./tracking.module.css";
import { useServerNow, useSources } from "./use-sources.js";
import { isImport, sourceName } from "./words.js";

interface Source {
	readonly source: string;
	/** In the store; null for one that only the stream told of so far. */
	readonly events: number | null;
	readonly last: number;
	readonly rejected: number;
}

const mostCards = 6;
/** A shop that sends by day is quiet at night; after a whole day something is wrong. */
const silentMs = 24 * 60 * 60 * 1_000;

const marks = { good: IconCircleCheck, bad: IconAlertCircle, warning: IconPlugConnectedX } as const;

const toneOf = ({ last, rejected }: Source, now: number): keyof typeof marks =>
	now - last > silentMs ? "warning" : rejected > 0 ? "bad" : "good";

const SourceCard = ({ source, now, tz }: { source: Source; now: number; tz: string }) => {
	const tone = toneOf(source, now);
	const Mark = marks[tone];
	const counted =
		source.events === null ? "nothing stored yet" : `${format.count(source.events)} ${source.events === 1 ? "event" : "events"}`;
	return (
		<li className={classes.card}>
			<h2 title={source.source}>
				<span>{sourceName(source.source)}</span>
				<Mark size={16} stroke={1.6} data-tone={tone} aria-hidden />
			</h2>
			<strong className="num" title={`${format.date(source.last, tz)}, ${format.timeSeconds(source.last, tz)} (${tz})`}>
				{format.ago(source.last, now, tz)}
			</strong>
			<small className="num">
				{tone === "warning" ? `silent since ${format.nearDate(source.last, now, tz)}, ${format.time(source.last, tz)}` : counted}
				{source.rejected > 0 && ` · ${format.count(source.rejected)} rejected lately`}
			</small>
		</li>
	);
};

type Stored = NonNullable<ReturnType<typeof useSources>["data"]>;

/** Newest first: those of the store, and those that only the stream told of. */
const together = (stored: Stored, feed: FeedView): readonly Source[] => {
	const known = new Map(stored.map((one) => [one.source, one]));
	return [...new Set([...known.keys(), ...feed.lastOfSource.keys()])]
		.filter((source) => !isImport(source))
		.map((source) => ({
			source,
			events: known.get(source)?.events ?? null,
			last: Math.max(known.get(source)?.last_received_at ?? 0, feed.lastOfSource.get(source) ?? 0),
			rejected: feed.rejectedOf.get(source) ?? 0,
		}))
		.sort((a, b) => b.last - a.last);
};

/** A source that the store has not told of yet is asked for at once. */
const useNewSources = (stored: Stored | undefined, feed: FeedView, ask: () => unknown): void => {
	const fresh = stored ? [...feed.lastOfSource.keys()].filter((source) => !stored.some((one) => one.source === source)).length : 0;
	useEffect(() => {
		if (fresh > 0) ask();
	}, [fresh, ask]);
};

/** The last event received of each source, newest first: from the store, and sooner from the stream. */
export const SourceCards = ({ feed }: { feed: FeedView }) => {
	const { data, error, refetch } = useSources();
	const now = useServerNow();
	const tz = useZone();
	useNewSources(data, feed, refetch);
	if (error && !data) return <ErrorPanel what="The sources of events were not read." error={error} retry={() => void refetch()} />;
	const found = together(data ?? [], feed);
	if (found.length === 0) return null;
	const rest = found.slice(mostCards);
	return (
		<section aria-label="Last event received of each source">
			<ul className={classes.cards}>
				{found.slice(0, mostCards).map((source) => (
					<SourceCard key={source.source} source={source} now={now} tz={tz} />
				))}
			</ul>
			{rest.length > 0 && (
				<p className={classes.hint}>
					Before them: {rest.map(({ source, last }) => `${sourceName(source)} (${format.ago(last, now, tz)})`).join(", ")}
				</p>
			)}
		</section>
	);
};
