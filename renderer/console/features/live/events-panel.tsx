import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { LiveEventRow } from "../../../../backend/contract/live.js";
import { useZone } from "../../app/use-zone.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Pick } from "../../ui/pick.js";
import { Empty } from "../../ui/states.js";
import classes from "./live.module.css";
import type { LiveScreen } from "./live-list.js";
import { useLiveSearch } from "./search.js";
import { ActionSign } from "./signs.js";
import type { Live } from "./use-live.js";
import { aboutOf, actionWords, moneyOf, whenOf } from "./words.js";

const columnsOf = (tz: string): readonly Column<LiveEventRow>[] => [
	{
		id: "ts",
		header: "Time",
		value: ({ ts }) => ts,
		show: ({ ts }) => <span className="num">{whenOf(ts, tz)}</span>,
		unsorted: true,
	},
	{
		id: "event",
		header: "Event",
		value: actionWords,
		show: (event) => (
			<span className={classes.event} data-action={event.action ?? undefined} title={event.event_type}>
				<ActionSign action={event.action} />
				{actionWords(event)}
			</span>
		),
		unsorted: true,
	},
	{ id: "about", header: "About", value: aboutOf, elastic: true, unsorted: true },
	{
		id: "visitor",
		header: "Visitor",
		value: ({ visitor }) => visitor,
		show: ({ visitor }) => (
			<span className={classes.visitor} title={visitor}>
				{visitor}
			</span>
		),
		wideOnly: true,
		unsorted: true,
	},
	{
		id: "amount",
		header: "Amount",
		value: ({ amount }) => (amount === null ? null : Number(amount)),
		show: moneyOf,
		unit: "decimal",
		unsorted: true,
	},
];

const all = "all";

interface FilterProps {
	readonly label: string;
	readonly value: string | undefined;
	readonly names: readonly string[];
	readonly onPick: (value: string | undefined) => void;
}

const Filter = ({ label, value, names, onPick }: FilterProps) => {
	const known = [...new Set([...names, ...(value === undefined ? [] : [value])])].sort();
	return (
		<Pick
			label={label}
			value={value ?? all}
			options={[{ value: all, label: "all" }, ...known.map((name) => ({ value: name, label: name }))]}
			onPick={(picked) => onPick(picked === all ? undefined : picked)}
		/>
	);
};

/** What was accepted, newest first. Its rows are not announced. */
export const EventsPanel = ({ screen, link }: { screen: LiveScreen; link: Live["link"] }) => {
	const [{ type, source }, set] = useLiveSearch();
	const tz = useZone();
	const columns = useMemo(() => columnsOf(tz), [tz]);
	const { events } = screen;
	const filtered = type !== undefined || source !== undefined;
	return (
		<Panel
			className={classes.feed ?? ""}
			title="Events"
			scope="newest first"
			controls={
				<>
					<Filter label="Type" value={type} names={screen.types} onPick={(picked) => set({ type: picked })} />
					<Filter label="Source" value={source} names={screen.sources} onPick={(picked) => set({ source: picked })} />
				</>
			}
			csv={events.length > 0 ? { columns, rows: events, file: ["live", "events"] } : undefined}
			foot={<Amount screen={screen} />}
		>
			{events.length === 0 && link.state === "live" ? (
				<Nothing filtered={filtered} />
			) : (
				<DataTable
					label="Events as they are accepted"
					columns={columns}
					rows={events}
					rowKey={({ place }) => String(place)}
					maxHeight={372}
				/>
			)}
		</Panel>
	);
};

const Nothing = ({ filtered }: { filtered: boolean }) =>
	filtered ? (
		<Empty title="None of the newest events fits the filter">New ones appear here as they come. The numbers are of all events.</Empty>
	) : (
		<Empty title="No event yet" action={<Link to={"/tracking" as never}>Connect a shop in Tracking</Link>}>
			Events appear here within two seconds of being received. Demo data can send some too.
		</Empty>
	);

const Amount = ({ screen: { paused, waiting, skipped } }: { screen: LiveScreen }) => (
	<span className="num">
		{paused ? `Paused; ${format.count(waiting)} more came since. ` : ""}
		{skipped > 0 ? `${format.count(skipped)} more came than are listed; all are counted. ` : ""}
		<Link to={"/events" as never}>All that was ever received</Link>
	</span>
);
