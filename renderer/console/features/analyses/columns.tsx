import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertCircle, IconTrash } from "@tabler/icons-react";
import type { AnalysisHead } from "../../../../backend/contract/analysis.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { type Asking, periodOf, whoOf } from "./words.js";

interface Wanted extends Asking {
	/** In which times of saving are told; periods are in the analysis's own. */
	readonly zone: string;
	readonly onDelete: (analysis: AnalysisHead) => void;
}

export const analysisColumns = ({ zone, onDelete, ...asking }: Wanted): readonly Column<AnalysisHead>[] => [
	{
		id: "created_at",
		header: "When",
		value: (row) => Date.parse(row.created_at),
		show: (row) => format.dateTime(Date.parse(row.created_at), zone),
	},
	{
		id: "period",
		header: "Period",
		value: (row) => periodOf(row),
		show: (row) => (
			<>
				<b style={{ fontWeight: 550 }}>{periodOf(row)}</b> {row.status === "failed" && <FailedTag error={row.error} />}
			</>
		),
		elastic: true,
	},
	{ id: "kind", header: "Kind", value: (row) => row.kind },
	{ id: "tz", header: "Time zone", value: (row) => row.parameters.tz },
	{ id: "noise", header: "Noise", value: (row) => (row.parameters.noise === "hide" ? "hidden" : "shown"), wideOnly: true },
	{ id: "events", header: "Events", value: (row) => row.total_events, unit: "count" },
	{ id: "sessions", header: "Sessions", value: (row) => row.total_sessions, unit: "count" },
	{ id: "took", header: "Took", value: (row) => row.took_ms, unit: "ms", wideOnly: true },
	{ id: "who", header: "By", value: (row) => whoOf(row.user_id, asking) },
	{
		id: "delete",
		header: "Delete",
		value: () => null,
		show: (row) => (
			<Tooltip label="Delete">
				<ActionIcon
					variant="subtle"
					size={26}
					color="gray"
					aria-label={`Delete the analysis of ${periodOf(row)}`}
					onClick={(event) => {
						event.stopPropagation();
						onDelete(row);
					}}
				>
					<IconTrash size={15} stroke={1.6} aria-hidden />
				</ActionIcon>
			</Tooltip>
		),
	},
];

const FailedTag = ({ error }: { error: string | null }) => (
	<span title={error ?? undefined}>
		<Tag tone="bad" icon={IconAlertCircle}>
			Not finished
		</Tag>
	</span>
);
