import { IconAlertCircle, IconCheck, IconClock, IconFileImport, IconPlayerStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { ImportRecord } from "../../../../backend/contract/transfer.js";
import { useClient } from "../../app/client.js";
import { useZone, zoneWords } from "../../app/use-zone.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { stateWords } from "./outcome.js";

export const importsKey = ["imports"] as const;

const tags = {
	running: { tone: "accent", icon: IconClock },
	done: { tone: "good", icon: IconCheck },
	cancelled: { tone: "neutral", icon: IconPlayerStop },
	failed: { tone: "bad", icon: IconAlertCircle },
	interrupted: { tone: "warning", icon: IconAlertCircle },
} as const;

const columnsOf = (tz: string): readonly Column<ImportRecord>[] => [
	{ id: "name", header: "File", value: (record) => record.name, elastic: true },
	/** One that went on after a stop keeps its first start; its end is that of the last run. */
	{ id: "started_at", header: "First started", value: (record) => Date.parse(record.started_at), unit: "time", extra: tz },
	{
		id: "finished_at",
		header: "Ended",
		value: (record) => (record.finished_at === null ? null : Date.parse(record.finished_at)),
		unit: "time",
		extra: tz,
		wideOnly: true,
	},
	{ id: "bytes", header: "Size", value: (record) => record.bytes, unit: "bytes", wideOnly: true },
	{ id: "rows", header: "Rows", value: (record) => record.rows, unit: "count" },
	{ id: "inserted", header: "Added", value: (record) => record.inserted, unit: "count" },
	{ id: "duplicates", header: "Already here", value: (record) => record.duplicates, unit: "count" },
	{ id: "rejected", header: "Left out", value: (record) => record.rejected, unit: "count" },
	{
		id: "period",
		header: "Events from",
		value: (record) => record.first_ts,
		show: (record) => (record.first_ts === null || record.last_ts === null ? "–" : format.dateRange(record.first_ts, record.last_ts, tz)),
		unit: "time",
		wideOnly: true,
	},
	{
		id: "status",
		header: "State",
		value: (record) => stateWords[record.status],
		show: ({ status, error }) => (
			<span title={error ?? undefined}>
				<Tag {...tags[status]}>{stateWords[status]}</Tag>
			</span>
		),
	},
];

/** Imports, newest first; one opens its events. */
export const HistoryPanel = () => {
	const client = useClient();
	const tz = useZone();
	const columns = useMemo(() => columnsOf(tz), [tz]);
	const navigate = useNavigate();
	const { data, error, refetch } = useQuery({
		queryKey: importsKey,
		queryFn: ({ signal }) => client.transfer.list({ limit: 50 }, { signal }),
	});
	const open = (record: ImportRecord): void => void navigate({ to: "/events" as never, search: { source: record.source } as never });
	return (
		<Panel
			title="Imports"
			scope={`newest first; one opens its events; ${zoneWords(tz)}`}
			csv={data && { columns, rows: data.items, file: ["imports"] }}
		>
			{error && <ErrorPanel what="The list of imports was not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="table" rows={3} />}
			{data && data.items.length === 0 && (
				<Empty title="No file has been imported" icon={IconFileImport}>
					What you import is listed here, with what was left out and why.
				</Empty>
			)}
			{data && data.items.length > 0 && (
				<DataTable
					label="Imports"
					columns={columns}
					rows={data.items}
					rowKey={(record) => record.import_id}
					onOpen={open}
					rowHeight={30}
					maxHeight={420}
				/>
			)}
		</Panel>
	);
};
