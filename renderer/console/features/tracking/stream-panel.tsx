import { SegmentedControl, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { useZone, zoneWords } from "../../app/use-zone.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Toolbar } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Pick } from "../../ui/pick.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { matching, mostShown } from "./feed-filter.js";
import type { FeedView, Heard } from "./feed-list.js";
import { NothingYet } from "./nothing-yet.js";
import { type SetTracking, type TrackingSearch, useTrackingSearch } from "./search.js";
import { streamColumns } from "./stream-columns.js";
import classes from "./tracking.module.css";
import type { FeedOnScreen } from "./use-feed.js";
import { sourceName } from "./words.js";

interface Props {
	readonly feed: FeedOnScreen;
	readonly keys: readonly WriteKey[];
	readonly open: Heard | null;
	readonly onOpen: (item: Heard) => void;
}

/** What arrives, as it is judged. Its rows are not announced; the counts can be read at any time. */
export const StreamPanel = ({ feed: { view, link, retry }, keys, open, onOpen }: Props) => {
	const [search, set] = useTrackingSearch();
	const tz = useZone();
	const names = useMemo(() => new Map(keys.map((key) => [key.key_id, key])), [keys]);
	const columns = useMemo(() => streamColumns(tz, names), [tz, names]);
	const found = useMemo(() => matching(view.items, search), [view.items, search]);
	const rows = found.slice(0, mostShown);
	return (
		<Panel
			title="Stream"
			scope={`newest first; ${zoneWords(tz)}`}
			controls={<Outcomes view={view} search={search} set={set} />}
			csv={rows.length > 0 ? { columns, rows: found, file: ["tracking", "stream"] } : undefined}
			foot={<Amount view={view} found={found.length} />}
		>
			<div className={classes.filters}>
				<Filters view={view} search={search} set={set} />
			</div>
			{link.state === "broken" && <ErrorPanel what="The stream broke off." error={link.error} retry={retry} />}
			{link.state === "opening" && view.items.length === 0 && <Skeleton shape="table" rows={8} />}
			{link.state === "live" && view.items.length === 0 && <NothingYet />}
			{view.items.length > 0 && (
				<div className={link.state === "broken" ? classes.former : undefined}>
					<DataTable
						label="Events as they are judged"
						columns={columns}
						rows={rows}
						rowKey={(item) => String(item.place)}
						onOpen={onOpen}
						selected={open ? String(open.place) : null}
						rowHeight={30}
						maxHeight={520}
						empty="None of the events heard so far fits the filter. New ones appear here as they come."
					/>
				</div>
			)}
		</Panel>
	);
};

interface FilterProps {
	readonly view: FeedView;
	readonly search: TrackingSearch;
	readonly set: SetTracking;
}

const outcomes = [
	["accepted", "Accepted"],
	["rejected", "Rejected"],
	["duplicate", "Duplicate"],
] as const;

const Outcomes = ({ view, search, set }: FilterProps) => (
	<SegmentedControl
		size="xs"
		aria-label="Outcome"
		value={search.outcome ?? "all"}
		onChange={(value) => set({ outcome: outcomes.find(([outcome]) => outcome === value)?.[0] })}
		data={[
			{ value: "all", label: "All" },
			...outcomes.map(([value, word]) => ({ value, label: <span className="num">{`${word} ${format.count(view.counts[value])}`}</span> })),
		]}
	/>
);

const any = "any";

const Filters = ({ view, search, set }: FilterProps) => {
	const known = new Set([...view.lastOfSource.keys(), ...(search.source === undefined ? [] : [search.source])]);
	const options = [{ value: any, label: "any" }, ...[...known].sort().map((value) => ({ value, label: sourceName(value), hint: value }))];
	return (
		<Toolbar label="Filters of the stream">
			<Pick
				label="Source"
				value={search.source ?? any}
				options={options}
				onPick={(value) => set({ source: value === any ? undefined : value })}
			/>
			<Contains value={search.contains ?? ""} set={set} />
		</Toolbar>
	);
};

/** Typing settles before it goes into the address. */
const settleMs = 250;

const Contains = ({ value, set }: { value: string; set: SetTracking }) => {
	const [text, setText] = useState(value);
	useEffect(() => setText(value), [value]);
	useEffect(() => {
		if (text.trim() === value) return;
		const timer = setTimeout(() => set({ contains: text.trim() || undefined }, { replace: true }), settleMs);
		return () => clearTimeout(timer);
	}, [text, value, set]);
	return (
		<TextInput
			aria-label="Contains this text"
			placeholder="Contains this text"
			value={text}
			maxLength={200}
			w={220}
			onChange={(event) => setText(event.currentTarget.value)}
		/>
	);
};

const Amount = ({ view, found }: { view: FeedView; found: number }) => (
	<span className="num">
		{found > mostShown ? `The newest ${format.count(mostShown)} of ${format.count(found)} are shown. ` : ""}
		{view.paused ? `Paused; ${format.count(view.waiting)} more came since. ` : ""}
		{view.skipped > 0
			? `${format.count(view.skipped)} came faster than they could be read here, and are left out; they were judged like all others.`
			: ""}
		<Link to={"/events" as never}>All that was ever received</Link>
	</span>
);
