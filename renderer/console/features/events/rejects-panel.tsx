import { IconCircleCheck } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { RejectRow } from "../../../../backend/contract/events.js";
import type { Column } from "../../ui/column.js";
import { CopyButton } from "../../ui/copy-button.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { ScrollText } from "../../ui/scroll-text.js";
import { SidePanel } from "../../ui/side-panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { stamp } from "./event-text.js";
import classes from "./events.module.css";
import { useRejects } from "./use-events.js";

const columnsOf = (tz: string): readonly Column<RejectRow>[] => [
	{
		id: "received_at",
		header: "Received",
		value: (row) => row.received_at,
		show: (row) => <span className="num">{stamp(row.received_at, tz)}</span>,
	},
	{ id: "source", header: "Source", value: (row) => row.source },
	{ id: "path", header: "Where", value: (row) => row.path, show: (row) => <code>{row.path || "whole event"}</code> },
	{ id: "message", header: "What was found", value: (row) => row.message, elastic: true },
	{ id: "fix", header: "Fix", value: (row) => row.fix, wideOnly: true },
];

const scopeOf = (shown: number, total: number): string =>
	shown < total ? `newest ${format.count(shown)} of ${format.count(total)}` : `${format.count(total)} ${total === 1 ? "event" : "events"}`;

/** What was refused, where the fault is, and how to mend it. The newest 10,000 are kept. */
export const RejectsPanel = ({ tz }: { tz: string }) => {
	const { data, error, isPending, refetch } = useRejects();
	const [open, setOpen] = useState<RejectRow | null>(null);
	const columns = useMemo(() => columnsOf(tz), [tz]);
	return (
		<Panel
			title="Events that were not taken"
			{...(data && { scope: `${scopeOf(data.items.length, data.total)} · times in ${tz}` })}
			csv={data && data.items.length > 0 ? { columns, rows: data.items, file: ["rejected", "events"] } : undefined}
		>
			{error && <ErrorPanel what="The refused events were not read." error={error} retry={() => void refetch()} />}
			{isPending && <Skeleton shape="table" rows={6} />}
			{data?.items.length === 0 && (
				<Empty title="Every event that arrived was taken" icon={IconCircleCheck}>
					One that cannot be taken is kept here with its place, what was found there, and how to mend it.
				</Empty>
			)}
			{data && data.items.length > 0 && (
				<DataTable
					label="Events that were not taken"
					columns={columns}
					rows={data.items}
					rowKey={(row) => String(row.id)}
					onOpen={setOpen}
					selected={open ? String(open.id) : null}
					maxHeight={560}
				/>
			)}
			<SidePanel opened={open !== null} onClose={() => setOpen(null)} title="Event that was not taken">
				{open && <Reject row={open} tz={tz} />}
			</SidePanel>
		</Panel>
	);
};

const Reject = ({ row, tz }: { row: RejectRow; tz: string }) => (
	<div className={classes.event}>
		<div className={classes.fault}>
			<p>
				{row.path && <code>{row.path}</code>} {row.message}
			</p>
			<p>
				<strong>Fix:</strong> {row.fix}
			</p>
		</div>
		<dl className={classes.fields}>
			<div>
				<dt>Received</dt>
				<dd className="num">
					{stamp(row.received_at, tz)} ({tz})
				</dd>
			</div>
			<div>
				<dt>Source</dt>
				<dd>
					<code>{row.source}</code>
				</dd>
			</div>
			<div>
				<dt>Place in its batch</dt>
				<dd className="num">{format.count(row.index + 1)}</dd>
			</div>
		</dl>
		<div className={classes.propertiesHead}>
			<h3>What was sent</h3>
			<CopyButton text={row.excerpt}>Copy</CopyButton>
		</div>
		<ScrollText label="What was sent" text={row.excerpt} wrap />
		{row.excerpt.length >= 500 && <p className={classes.hint}>Only the first 500 characters are kept.</p>}
	</div>
);
