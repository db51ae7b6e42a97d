import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { RejectRow } from "../../../../backend/contract/events.js";
import { useClient } from "../../app/client.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { localZone } from "../../ui/local-zone.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";

const newest = 10;

const columns: readonly Column<RejectRow>[] = [
	{
		id: "received_at",
		header: "Received",
		value: (row) => row.received_at,
		show: (row) => (
			<span className="num">
				{format.dayMonth(row.received_at, localZone())}, {format.timeSeconds(row.received_at, localZone())}
			</span>
		),
	},
	{ id: "path", header: "Where", value: (row) => row.path, show: (row) => <code>{row.path || "whole event"}</code> },
	{ id: "message", header: "What was found", value: (row) => row.message, elastic: true },
];

/** The newest events that were not taken; all of them, with their fixes, stand in Events. */
export const LatestRejects = () => {
	const client = useClient();
	const { data, error, isPending, refetch } = useQuery({
		queryKey: ["events", "rejects", newest],
		queryFn: ({ signal }) => client.events.rejects({ limit: newest }, { signal }),
		refetchInterval: 5_000,
	});
	return (
		<Panel
			title="Not taken"
			scope="newest first"
			controls={
				<Link to={"/events" as never} search={{ tab: "rejected" } as never}>
					All, with their fixes
				</Link>
			}
		>
			{error && !data && <ErrorPanel what="The refused events were not read." error={error} retry={() => void refetch()} />}
			{isPending && <Skeleton shape="table" rows={4} />}
			{data?.items.length === 0 && (
				<Empty title="Every event that arrived was taken" icon={IconCircleCheck}>
					One that cannot be taken is kept with its place, what was found there, and how to mend it.
				</Empty>
			)}
			{data && data.items.length > 0 && (
				<DataTable label="Events that were not taken" columns={columns} rows={data.items} rowKey={(row) => String(row.id)} />
			)}
		</Panel>
	);
};
