import { ActionIcon, Button, CopyButton, Tooltip } from "@mantine/core";
import { IconBan, IconCheck, IconCopy, IconPencil } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { useZone } from "../../app/use-zone.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Note, Skeleton } from "../../ui/states.js";
import { RevokeDialog } from "./revoke-dialog.js";
import classes from "./tracking.module.css";
import { useWriteKeys } from "./use-keys.js";
import { kindWords, originsWords } from "./words.js";

interface Props {
	readonly mayChange: boolean;
	readonly onChange: (key: WriteKey) => void;
}

/** Keys with which shops send. Revoked ones stay, so that what they brought can be told apart. */
export const KeysPanel = ({ mayChange, onChange }: Props) => {
	const { data, error, isPending, refetch } = useWriteKeys();
	const tz = useZone();
	const [all, setAll] = useState(false);
	const [leaving, setLeaving] = useState<WriteKey | null>(null);
	const revoked = data?.filter(({ revoked_at }) => revoked_at !== null).length ?? 0;
	const rows = useMemo(() => data?.filter(({ revoked_at }) => all || revoked_at === null) ?? [], [data, all]);
	const columns = useMemo(() => keyColumns(tz, mayChange ? { change: onChange, revoke: setLeaving } : null), [tz, mayChange, onChange]);
	return (
		<Panel
			title="Write keys"
			scope="they can send events, and nothing else"
			controls={
				revoked > 0 && (
					<Button variant="default" size="compact-sm" aria-pressed={all} onClick={() => setAll(!all)}>
						{all ? "Hide the revoked" : `Show ${format.count(revoked)} revoked`}
					</Button>
				)
			}
		>
			{!mayChange && <Note>Only owners make, change and revoke write keys. Ask one of them; every key can be copied here.</Note>}
			{error && !data && <ErrorPanel what="The write keys were not read." error={error} retry={() => void refetch()} />}
			{isPending && <Skeleton shape="table" rows={3} />}
			{data && rows.length === 0 && (
				<Empty title="No write key yet">Pages and servers on other addresses need one to send. Events from this computer need none.</Empty>
			)}
			{rows.length > 0 && (
				<DataTable label="Write keys" columns={columns} rows={rows} rowKey={(key) => key.key_id} rowHeight={34} maxHeight={380} />
			)}
			<RevokeDialog writeKey={leaving} onClose={() => setLeaving(null)} />
		</Panel>
	);
};

interface Acts {
	readonly change: (key: WriteKey) => void;
	readonly revoke: (key: WriteKey) => void;
}

const keyColumns = (tz: string, acts: Acts | null): readonly Column<WriteKey>[] => [
	{
		id: "name",
		header: "Name",
		value: (key) => key.name,
		show: (key) => (
			<span className={classes.clipped} title={key.name}>
				<b>{key.name}</b>
			</span>
		),
	},
	{ id: "kind", header: "For", value: (key) => key.kind, show: ({ kind }) => kindWords[kind] },
	{ id: "shown", header: "Key", value: (key) => key.shown, show: (key) => <Shown writeKey={key} />, unsorted: true },
	{ id: "origins", header: "Allowed from", value: originsWords, elastic: true },
	{
		id: "created_at",
		header: "Made",
		value: (key) => key.created_at,
		show: (key) => <span className="num">{format.date(key.created_at, tz)}</span>,
		wideOnly: true,
	},
	{
		id: "acts",
		header: "",
		value: () => null,
		show: (key) => <KeyActs writeKey={key} acts={acts} tz={tz} />,
		unsorted: true,
	},
];

const Shown = ({ writeKey }: { writeKey: WriteKey }) => (
	<span className={classes.shownKey}>
		<code title={writeKey.kind === "server" ? "A server’s secret is shown once, when it is made" : writeKey.shown}>{writeKey.shown}</code>
		{writeKey.kind !== "server" && writeKey.revoked_at === null && (
			<CopyButton value={writeKey.shown} timeout={2_000}>
				{({ copied, copy }) => (
					<Act label={copied ? "Copied" : `Copy the key ${writeKey.name}`} onClick={copy}>
						{copied ? <IconCheck size={15} stroke={1.7} aria-hidden /> : <IconCopy size={15} stroke={1.7} aria-hidden />}
					</Act>
				)}
			</CopyButton>
		)}
	</span>
);

const KeyActs = ({ writeKey, acts, tz }: { writeKey: WriteKey; acts: Acts | null; tz: string }) => {
	if (writeKey.revoked_at !== null) return <Tag tone="neutral">{`Revoked ${format.date(writeKey.revoked_at, tz)}`}</Tag>;
	if (!acts) return null;
	return (
		<span className={classes.acts}>
			<Act label={`Change ${writeKey.name}`} onClick={() => acts.change(writeKey)}>
				<IconPencil size={15} stroke={1.7} aria-hidden />
			</Act>
			<Act label={`Revoke ${writeKey.name}`} onClick={() => acts.revoke(writeKey)}>
				<IconBan size={15} stroke={1.7} aria-hidden />
			</Act>
		</span>
	);
};

const Act = ({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) => (
	<Tooltip label={label}>
		<ActionIcon variant="subtle" size={26} color="gray" aria-label={label} onClick={onClick}>
			{children}
		</ActionIcon>
	</Tooltip>
);
