import { Button } from "@mantine/core";
import { IconAlertCircle, IconArrowBackUp, IconArrowForwardUp, IconCheck, IconClock, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { SeedRun } from "../../../../backend/contract/seeding.js";
import { useClient } from "../../app/client.js";
import { dayOf } from "../../app/period.js";
import { useZone, zoneWords } from "../../app/use-zone.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import type { Maker } from "./maker.js";
import classes from "./seeding.module.css";
import { countOf, periodOf, tookOf } from "./words.js";

const tags = {
	running: { tone: "accent", icon: IconClock, words: "Running" },
	done: { tone: "good", icon: IconCheck, words: "Done" },
	cancelled: { tone: "neutral", icon: IconX, words: "Cancelled, nothing kept" },
	failed: { tone: "bad", icon: IconAlertCircle, words: "Failed, nothing kept" },
	interrupted: { tone: "warning", icon: IconAlertCircle, words: "Interrupted" },
	undone: { tone: "neutral", icon: IconArrowBackUp, words: "Undone" },
} as const;

/** The days that a run wrote, in its zone. */
export const overviewOf = ({ from, to, options }: SeedRun) => ({
	from: dayOf(from, options.time_zone),
	to: dayOf(to, options.time_zone),
	tz: options.time_zone,
	compare: "none",
});

const keeps = ({ status }: SeedRun): boolean => status === "done" || status === "interrupted";

const Ways = ({ run, maker, locked }: { run: SeedRun; maker: Maker; locked: boolean }) => {
	const again = run.status !== "done" && run.status !== "running";
	return (
		<span className={classes.ways}>
			{keeps(run) && (
				<Link to="/" search={overviewOf(run) as never}>
					See in Overview
				</Link>
			)}
			{again && (
				<Button
					variant="default"
					size="compact-xs"
					disabled={locked}
					leftSection={<IconArrowForwardUp size={13} stroke={1.7} aria-hidden />}
					aria-label={`${run.status === "interrupted" ? "Complete" : "Redo"} ${run.run_id}`}
					onClick={() => void maker.make(run.options)}
				>
					{run.status === "interrupted" ? "Complete" : "Redo"}
				</Button>
			)}
			{keeps(run) && (
				<Button
					variant="default"
					size="compact-xs"
					disabled={locked}
					leftSection={<IconArrowBackUp size={13} stroke={1.7} aria-hidden />}
					aria-label={`Undo ${run.run_id}`}
					onClick={() => void maker.undo(run)}
				>
					Undo
				</Button>
			)}
		</span>
	);
};

const columnsOf = (tz: string, maker: Maker, locked: boolean): readonly Column<SeedRun>[] => [
	{ id: "run", header: "Run", value: (run) => run.run_id, show: (run) => <code>{run.run_id}</code> },
	{ id: "started", header: "Started", value: (run) => Date.parse(run.started_at), unit: "time", extra: tz },
	{ id: "period", header: "Period", value: (run) => run.from, show: periodOf, unit: "time", wideOnly: true },
	{ id: "events", header: "Events", value: (run) => run.events, show: (run) => countOf(run.events, run), unit: "count" },
	{ id: "orders", header: "Orders", value: (run) => run.orders, show: (run) => countOf(run.orders, run), unit: "count" },
	{ id: "took", header: "Took", value: (run) => run.took_ms, show: tookOf, unit: "ms", wideOnly: true },
	{
		id: "outcome",
		header: "Outcome",
		value: (run) => tags[run.status].words,
		show: (run) => (
			<span title={run.error ?? undefined}>
				<Tag {...tags[run.status]}>
					{tags[run.status].words}
					{run.undone_at !== null && ` ${format.dateTime(Date.parse(run.undone_at), tz)}`}
				</Tag>
			</span>
		),
		elastic: true,
	},
	{ id: "ways", header: "", value: () => null, show: (run) => <Ways run={run} maker={maker} locked={locked} />, unsorted: true },
];

/** Earlier runs, newest first, each with its way back. */
export const HistoryPanel = ({ maker, locked }: { maker: Maker; locked: boolean }) => {
	const client = useClient();
	const tz = useZone();
	const columns = useMemo(() => columnsOf(tz, maker, locked), [tz, maker, locked]);
	const { data, error, refetch } = useQuery({
		queryKey: ["seed-runs"],
		queryFn: ({ signal }) => client.seeding.list({}, { signal }),
	});
	return (
		<Panel title="Earlier runs" scope={`undo removes what the run wrote, and nothing else; ${zoneWords(tz)}`}>
			{error && !data && <ErrorPanel what="The runs were not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="table" rows={3} />}
			{data?.items.length === 0 && (
				<Empty title="No demo data has been made">What you make is listed here, and one click takes it out again.</Empty>
			)}
			{data && data.items.length > 0 && (
				<DataTable label="Earlier runs" columns={columns} rows={data.items} rowKey={(run) => run.run_id} rowHeight={30} maxHeight={300} />
			)}
		</Panel>
	);
};
