import { Button } from "@mantine/core";
import { IconAlertCircle, IconArchive, IconArrowBackUp, IconArrowForwardUp, IconCheck, IconClock, IconHistory } from "@tabler/icons-react";
import { useMemo } from "react";
import type { CleanupRun, RuleInfo } from "../../../../backend/contract/cleanup.js";
import { useZone, zoneWords } from "../../app/use-zone.js";
import type { Column } from "../../ui/column.js";
import { DataTable } from "../../ui/data-table.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty } from "../../ui/states.js";
import { periodOf, runName, titleOf } from "./words.js";

const actionWords = { tag: "Marked", delete: "Deleted", arrival: "Marked on arrival" } as const satisfies Record<
	CleanupRun["action"],
	string
>;

const turningWords = { undo: "Being undone", redo: "Being marked again" } as const;

const nameOf = ({ run }: CleanupRun): string => runName(run);

const State = ({ run, tz }: { run: CleanupRun; tz: string }) => {
	if (run.state === "running" || run.turning !== null)
		return (
			<Tag tone="accent" icon={IconClock}>
				{run.turning === null ? "Under way" : turningWords[run.turning]}
			</Tag>
		);
	if (run.state === "interrupted")
		return (
			<span title={run.error ?? undefined}>
				<Tag tone="warning" icon={IconAlertCircle}>
					Interrupted, nothing changed
				</Tag>
			</span>
		);
	if (run.error !== null)
		return (
			<span title={run.error}>
				<Tag tone="warning" icon={IconAlertCircle}>
					{run.state === "done" ? "In effect; undo cut off" : "Undone; redo cut off"}
				</Tag>
			</span>
		);
	if (run.state === "undone") return <Tag icon={IconArrowBackUp}>Undone {format.dateTime(run.undone_at, tz)}</Tag>;
	if (run.backup !== null)
		return (
			<span title={run.backup}>
				<Tag icon={IconArchive}>Backup kept</Tag>
			</span>
		);
	return (
		<Tag tone="good" icon={IconCheck}>
			In effect
		</Tag>
	);
};

const reasonOf = ({ reasons: [first], state }: CleanupRun, rules: readonly RuleInfo[]): string => {
	if (first) return titleOf(rules, first.rule);
	return state === "done" || state === "undone" ? "Marked before" : "–";
};

interface Props {
	readonly runs: readonly CleanupRun[];
	readonly rules: readonly RuleInfo[];
	readonly maySet: boolean;
	readonly busy: boolean;
	readonly onTurn: (run: CleanupRun, turn: "undo" | "redo") => void;
}

const Turn = ({ run, busy, onTurn }: { run: CleanupRun } & Pick<Props, "busy" | "onTurn">) => {
	const turn = run.state === "done" ? "undo" : "redo";
	if (turn === "redo" && run.action === "delete") return null;
	if (run.state === "running" || run.state === "interrupted") return null;
	const Mark = turn === "undo" ? IconArrowBackUp : IconArrowForwardUp;
	return (
		<Button
			variant="default"
			size="compact-sm"
			disabled={busy}
			leftSection={<Mark size={14} stroke={1.7} aria-hidden />}
			aria-label={`${turn === "undo" ? "Undo" : "Redo"} ${nameOf(run)}`}
			onClick={(event) => {
				event.stopPropagation();
				onTurn(run, turn);
			}}
		>
			{turn === "undo" ? "Undo" : "Redo"}
		</Button>
	);
};

const columnsOf = ({ rules, maySet, busy, onTurn }: Omit<Props, "runs">, tz: string): readonly Column<CleanupRun>[] => [
	{ id: "run", header: "Run", value: ({ run }) => run, show: (run) => <code>{nameOf(run)}</code> },
	{ id: "at", header: "When", value: ({ at }) => at, unit: "time", extra: tz },
	{ id: "period", header: "Period", value: (run) => periodOf(run, tz), wideOnly: true },
	{ id: "what", header: "What", value: ({ action }) => actionWords[action] },
	{ id: "events", header: "Events", value: ({ events }) => events, unit: "count" },
	{
		id: "reason",
		header: "Main reason",
		value: (run) => reasonOf(run, rules),
		elastic: true,
	},
	{ id: "state", header: "State", value: ({ state }) => state, show: (run) => <State run={run} tz={tz} /> },
	...(maySet
		? [
				{
					id: "turn",
					header: "Undo",
					value: () => null,
					unsorted: true,
					show: (run: CleanupRun) => <Turn run={run} busy={busy} onTurn={onTurn} />,
				},
			]
		: []),
];

/** What was marked and deleted before, newest first. */
export const RunsPanel = ({ runs, ...rest }: Props) => {
	const tz = useZone();
	const { rules, maySet, busy, onTurn } = rest;
	const columns = useMemo(() => columnsOf({ rules, maySet, busy, onTurn }, tz), [rules, maySet, busy, onTurn, tz]);
	return (
		<Panel
			title="Earlier runs"
			scope={runs.length > 0 ? `newest first; ${zoneWords(tz)}` : undefined}
			csv={runs.length > 0 ? { columns: columns.filter(({ id }) => id !== "turn"), rows: runs, file: ["clean-up-runs"] } : undefined}
		>
			{runs.length === 0 ? (
				<Empty title="Nothing was marked or deleted yet" icon={IconHistory}>
					Each run is listed here, and can be undone.
				</Empty>
			) : (
				<DataTable label="Earlier runs" columns={columns} rows={runs} rowKey={({ run }) => String(run)} rowHeight={34} maxHeight={360} />
			)}
		</Panel>
	);
};
