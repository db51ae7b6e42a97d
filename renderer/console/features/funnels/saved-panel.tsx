import { ActionIcon, Button, FileButton, Tooltip } from "@mantine/core";
import { IconFileImport, IconPencil, IconShare2, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import type { SavedFunnel } from "../../../../backend/contract/funnels.js";
import { useClient } from "../../app/client.js";
import { RemovalDialog } from "../../app/removal-dialog.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import classes from "./funnels.module.css";
import { NameDialog } from "./name-dialog.js";
import { type Opened, savedKey, useSaved, useSaving, useSharing } from "./use-saved.js";
import { stepWords } from "./words.js";

interface Props {
	readonly tz: string;
	/** Of the one that is open. */
	readonly current: string | undefined;
	readonly onOpen: Opened;
	readonly onGone: (id: string) => void;
}

const Act = ({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) => (
	<Tooltip label={label}>
		<ActionIcon
			variant="subtle"
			color="gray"
			size={24}
			aria-label={label}
			onClick={(event) => {
				event.stopPropagation();
				onClick();
			}}
		>
			{children}
		</ActionIcon>
	</Tooltip>
);

interface Acts {
	readonly rename: (saved: SavedFunnel) => void;
	readonly share: (saved: SavedFunnel) => void;
	readonly remove: (saved: SavedFunnel) => void;
}

const icon = { size: 15, stroke: 1.6, "aria-hidden": true } as const;

const columnsOf = (tz: string, acts: Acts): readonly Column<SavedFunnel>[] => [
	{ id: "name", header: "Name", value: ({ name }) => name, show: ({ name }) => <strong>{name}</strong> },
	{ id: "steps", header: "Steps", value: ({ funnel }) => funnel.steps.map(stepWords).join(" → "), elastic: true },
	{ id: "changed", header: "Changed", value: ({ changed_at }) => Date.parse(changed_at), unit: "time", extra: tz, wideOnly: true },
	{
		id: "acts",
		header: "Do",
		value: () => null,
		show: (saved) => (
			<span className={classes.acts}>
				<Act label={`Rename ${saved.name}`} onClick={() => acts.rename(saved)}>
					<IconPencil {...icon} />
				</Act>
				<Act label={`Share ${saved.name} as a file`} onClick={() => acts.share(saved)}>
					<IconShare2 {...icon} />
				</Act>
				<Act label={`Delete ${saved.name}`} onClick={() => acts.remove(saved)}>
					<IconTrash {...icon} />
				</Act>
			</span>
		),
	},
];

/** The funnels that were saved: open, rename, share as a file, delete; and take in what another shared. */
export const SavedPanel = ({ tz, current, onOpen, onGone }: Props) => {
	const { data, error, isPending, refetch } = useSaved();
	const [renaming, setRenaming] = useState<SavedFunnel | null>(null);
	const [leaving, setLeaving] = useState<SavedFunnel | null>(null);
	const taking = useSaving(onOpen);
	const forget = useRef<() => void>(null);
	/** Forgotten at once, so that the same file may be chosen again. */
	const take = (file: File | null): void => {
		if (file) taking.take.mutate(file);
		forget.current?.();
	};
	const share = useSharing();
	const columns = useMemo(() => columnsOf(tz, { rename: setRenaming, share: share.mutate, remove: setLeaving }), [tz, share.mutate]);
	return (
		<Panel
			title="Saved funnels"
			{...(data && data.length > 0 && { scope: `${format.count(data.length)}, by name` })}
			controls={
				<FileButton accept=".json,application/json" onChange={take} resetRef={forget}>
					{(props) => (
						<Button
							{...props}
							variant="default"
							size="compact-sm"
							loading={taking.take.isPending}
							leftSection={<IconFileImport {...icon} />}
						>
							Open a shared file
						</Button>
					)}
				</FileButton>
			}
		>
			{error && <ErrorPanel what="The saved funnels were not read." error={error} retry={() => void refetch()} />}
			{taking.take.error && <ErrorPanel what="The shared funnel was not saved." error={taking.take.error} />}
			{share.error && <ErrorPanel what="The funnel was not written to a file." error={share.error} />}
			{isPending && <Skeleton shape="table" rows={3} />}
			{data?.length === 0 && (
				<Empty title="No funnel has been saved">Save keeps the steps above under a name, for everyone who reads this console.</Empty>
			)}
			{data && data.length > 0 && (
				<DataTable
					label="Saved funnels"
					columns={columns}
					rows={data}
					rowKey={({ id }) => id}
					selected={current ?? null}
					onOpen={onOpen}
					rowHeight={34}
					maxHeight={320}
				/>
			)}
			{renaming && <Renaming saved={renaming} onClose={() => setRenaming(null)} />}
			<Leaving saved={leaving} onClose={() => setLeaving(null)} onGone={onGone} />
		</Panel>
	);
};

const Renaming = ({ saved, onClose }: { saved: SavedFunnel; onClose: () => void }) => {
	const { rename } = useSaving(onClose);
	return (
		<NameDialog
			title="Rename this funnel"
			action="Rename"
			name={saved.name}
			busy={rename.isPending}
			error={rename.error}
			onName={(name) => rename.mutate({ id: saved.id, name })}
			onClose={onClose}
		/>
	);
};

const Leaving = ({ saved, onClose, onGone }: { saved: SavedFunnel | null; onClose: () => void; onGone: (id: string) => void }) => {
	const client = useClient();
	return (
		<RemovalDialog
			title="Delete this funnel?"
			subject={saved}
			action="Delete the funnel"
			failed="The funnel was not deleted."
			remove={({ id }) => client.funnels.remove({ id })}
			stale={savedKey}
			onGone={({ id }) => onGone(id)}
			onClose={onClose}
		>
			{({ name }) =>
				`“${name}” goes from the list, for everyone who reads this console. It cannot be brought back, but by a file it was shared as.`
			}
		</RemovalDialog>
	);
};
