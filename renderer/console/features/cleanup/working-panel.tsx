import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { CleanupProgress } from "../../../../backend/contract/cleanup.js";
import { format } from "../../ui/format.js";
import { ProgressBar } from "../../ui/progress.js";
import classes from "./cleanup.module.css";

interface Props {
	readonly title: string;
	readonly progress: CleanupProgress | null;
	readonly cancelling: boolean;
	readonly cancelLabel: string;
	readonly note: string;
	readonly onCancel: () => void;
}

const stepOf = ({ done, total, doing }: CleanupProgress): string =>
	total === 1 ? doing : `step ${format.count(Math.min(done + 1, total))} of ${format.count(total)}: ${doing}`;

/** Bar, per cent, step, done of total, rate, time left; cancelling leaves the store as it was. */
export const WorkingPanel = ({ title, progress, cancelling, cancelLabel, note, onCancel }: Props) => (
	<section className={classes.working} aria-label={title}>
		<header>
			<h2>{title}</h2>
			<span>{note}</span>
			<Button variant="default" leftSection={<IconX size={15} stroke={1.7} aria-hidden />} onClick={onCancel} disabled={cancelling}>
				{cancelling ? "Stopping" : cancelLabel}
			</Button>
		</header>
		<ProgressBar share={progress?.share ?? 0} label={title}>
			<span>{progress ? stepOf(progress) : "begins"}</span>
			{progress && progress.expected_events > 0 && progress.total === 1 && (
				<span className="num">
					{format.count(progress.events)} of {format.count(progress.expected_events)} events
				</span>
			)}
			{progress && progress.rate !== null && <span className="num">{format.count(Math.round(progress.rate))} events a second</span>}
			{progress && progress.left_ms !== null && (
				<span className="num">{format.seconds(Math.max(1, Math.ceil(progress.left_ms / 1000)))} left</span>
			)}
		</ProgressBar>
	</section>
);
