import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Funnel, peopleSorts } from "../../../../backend/contract/funnel.js";
import type { PeoplePage } from "../../../../backend/contract/funnels.js";
import { useClient } from "../../app/client.js";
import { keepFilter } from "../../app/filter.js";
import { useSearchState } from "../../app/search.js";
import type { Column } from "../../ui/column.js";
import { DataTable, type Sort } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { SidePanel } from "../../ui/side-panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import type { ReportFrame } from "../reports/reports.js";
import { compactOf } from "./draft.js";
import classes from "./funnels.module.css";
import { type FunnelsSearch, funnelsSearch, type Who } from "./view.js";
import { stepWords, unitWords } from "./words.js";

type Asked = NonNullable<FunnelsSearch["people"]>;
type Person = PeoplePage["items"][number];
type PeopleSortName = (typeof peopleSorts)[number];

const pageRows = 50;

const words: Readonly<Record<Who, string>> = { reached: "All who came", went_on: "Went on", left: "Left" };

const titleOf = (funnel: Funnel, { step, who, value }: Asked): string => {
	const name = `step ${step}: ${stepWords(funnel.steps[step - 1] ?? { on: "event", is: "", where: [] })}`;
	const what = who === "left" ? `Left after ${name}` : who === "went_on" ? `Went on from ${name}` : `Came to ${name}`;
	return value === undefined ? what : `${what}, ${funnel.by} ${value ?? "none"}`;
};

/** Where the events of a person or session are listed. */
const eventsOf = (person: Person, { per }: Funnel): Record<string, string> => {
	if (per === "session" && person.session_id !== null) return { session_id: person.session_id };
	if (per === "person" && person.user_id === person.id) return { user_id: person.user_id };
	return { visitor: person.visitor };
};

const EventsLink = ({ person, funnel }: { person: Person; funnel: Funnel }) => (
	<Link to="/events" search={((before: Record<string, unknown>) => ({ ...keepFilter(before), ...eventsOf(person, funnel) })) as never}>
		Events
	</Link>
);

const columnsOf = (funnel: Funnel, tz: string): readonly Column<Person>[] => [
	{
		id: "who",
		header: funnel.per === "session" ? "Visitor" : "Person",
		value: (row) => (funnel.per === "session" ? row.visitor : row.id),
		elastic: true,
	},
	...(funnel.by === null ? [] : [{ id: "value", header: funnel.by, value: (row: Person) => row.value }]),
	{ id: "began", header: "Step 1", value: ({ times }) => times[0] ?? null, unit: "time", extra: tz },
	{ id: "reached", header: "Steps", value: ({ times }) => times.length, unit: "count" },
	{ id: "took", header: "In all", value: ({ times }) => (times.length > 1 ? (times.at(-1) ?? 0) - (times[0] ?? 0) : null), unit: "ms" },
	{ id: "events", header: "See", unsorted: true, value: () => null, show: (row) => <EventsLink person={row} funnel={funnel} /> },
];

interface PeopleSort extends Sort {
	readonly id: PeopleSortName;
}

/** As the address says; a funnel that lost its breakdown has no order by it. */
const sortOf = ({ by }: Funnel, { sort = "began", ascending }: Asked): PeopleSort => ({
	id: sort === "value" && by === null ? "began" : sort,
	desc: ascending !== true,
});

const isSort = (id: string): id is PeopleSortName => peopleSorts.some((known) => known === id);

/** The store sorts over all pages, so that the first one is shown again. */
const sortedAsked = (asked: Asked, { id, desc }: Sort): Asked => ({
	...asked,
	sort: isSort(id) && id !== "began" ? id : undefined,
	ascending: desc ? undefined : true,
	page: undefined,
});

const usePeople = (funnel: Funnel, asked: Asked, { filter, version }: ReportFrame) => {
	const client = useClient();
	const { step, who, value, page = 1 } = asked;
	const { id, desc } = sortOf(funnel, asked);
	const ask = {
		...filter.params,
		funnel: compactOf(funnel),
		step,
		who,
		...(value === undefined ? {} : { group: { value } }),
		sort: id,
		descending: desc,
		limit: pageRows,
		offset: (page - 1) * pageRows,
	};
	return useQuery({
		queryKey: ["report", "funnel people", ask, version],
		queryFn: ({ signal }) => client.funnels.people(ask, { signal }),
		placeholderData: keepPreviousData,
		staleTime: Number.POSITIVE_INFINITY,
	});
};

/** Who stands behind a bar, at the right; the address holds which. */
export const PeoplePanel = ({ frame, funnel }: { frame: ReportFrame; funnel: Funnel }) => {
	const [{ people }, set] = useSearchState(funnelsSearch);
	const asked = people && people.step <= funnel.steps.length ? people : null;
	return (
		<SidePanel opened={asked !== null} onClose={() => set({ people: undefined })} wide title={asked ? titleOf(funnel, asked) : "People"}>
			{asked && <People frame={frame} funnel={funnel} asked={asked} onAsk={(next) => set({ people: next }, { replace: true })} />}
		</SidePanel>
	);
};

interface PeopleProps {
	readonly frame: ReportFrame;
	readonly funnel: Funnel;
	readonly asked: Asked;
	readonly onAsk: (asked: Asked) => void;
}

const People = ({ frame, funnel, asked, onAsk }: PeopleProps) => {
	const { data, error, refetch, isPlaceholderData } = usePeople(funnel, asked, frame);
	const columns = useMemo(() => columnsOf(funnel, frame.filter.tz), [funnel, frame.filter.tz]);
	const isLast = asked.step === funnel.steps.length;
	return (
		<div className={classes.people} data-stale={isPlaceholderData || undefined}>
			{!isLast && (
				<SegmentedControl
					aria-label="Who"
					size="xs"
					value={asked.who}
					data={(Object.keys(words) as Who[]).map((value) => ({ value, label: words[value] }))}
					onChange={(who) => onAsk({ ...asked, who: who as Who, page: undefined })}
				/>
			)}
			{error && <ErrorPanel what="The people were not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="table" rows={10} />}
			{data && data.total === 0 && (
				<Empty title={`No ${unitWords(funnel.per, 1)} here`}>
					The numbers may have changed since. Close this, and read the funnel again.
				</Empty>
			)}
			{data && data.total > 0 && (
				<>
					<p className={classes.quiet}>
						{format.count(data.total)} {unitWords(funnel.per, data.total)}; times in {frame.filter.tz.replaceAll("_", " ")}
					</p>
					<DataTable
						label="People"
						columns={columns}
						rows={data.items}
						rowKey={({ id }) => id}
						sort={sortOf(funnel, asked)}
						onSort={(next) => onAsk(sortedAsked(asked, next))}
					/>
					<Pages page={asked.page ?? 1} total={data.total} onPage={(page) => onAsk({ ...asked, page })} />
				</>
			)}
		</div>
	);
};

const Pages = ({ page, total, onPage }: { page: number; total: number; onPage: (page: number) => void }) => {
	const last = Math.ceil(total / pageRows);
	if (last === 1) return null;
	return (
		<div className={classes.pages}>
			<span className="num">
				Page {format.count(page)} of {format.count(last)}
			</span>
			<Button variant="default" size="compact-sm" disabled={page <= 1} onClick={() => onPage(page - 1)}>
				Previous
			</Button>
			<Button variant="default" size="compact-sm" disabled={page >= last} onClick={() => onPage(page + 1)}>
				Next
			</Button>
		</div>
	);
};
