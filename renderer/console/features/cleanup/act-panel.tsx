import { Button, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconTag } from "@tabler/icons-react";
import { useState } from "react";
import type { DryRunResult } from "../../../../backend/contract/cleanup.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { format } from "../../ui/format.js";
import classes from "./cleanup.module.css";
import { eventsWord, orderWarning } from "./words.js";

interface Props {
	readonly found: DryRunResult;
	readonly busy: boolean;
	readonly onMark: () => void;
	readonly onDelete: (count: number) => void;
}

const digits = (text: string): string => text.replaceAll(/[\s.,'’\u202f\u00a0]/g, "");

/** The one button that marks, and the longer way to deletion: who deletes types how many. One a dry run: a count typed for another is none here. */
export const ActPanel = ({ found, busy, onMark, onDelete }: Props) => {
	const [typed, setTyped] = useState("");
	const [asking, setAsking] = useState(false);
	const { fresh, doomed } = found;
	const warning = orderWarning(found);
	const counted = digits(typed) === String(doomed);
	return (
		<section className={classes.act} aria-label="Mark or delete">
			{warning && (
				<p className={classes.warning} role="note">
					<IconAlertTriangle size={16} stroke={1.6} aria-hidden />
					<span>{warning}</span>
				</p>
			)}
			<Button fullWidth leftSection={<IconTag size={15} stroke={1.7} aria-hidden />} disabled={busy || fresh === 0} onClick={onMark}>
				{fresh === 0 ? "Nothing to mark" : `Mark ${eventsWord(fresh)} as noise`}
			</Button>
			<p className={classes.keeps}>Keeps every event; undo puts it back as it was.</p>
			{doomed > 0 && (
				<form
					className={classes.delete}
					onSubmit={(event) => {
						event.preventDefault();
						if (counted) setAsking(true);
					}}
				>
					<label htmlFor="cleanup-count">Or delete {eventsWord(doomed)}, with a backup: type the count.</label>
					<TextInput
						id="cleanup-count"
						inputMode="numeric"
						autoComplete="off"
						placeholder={format.count(doomed)}
						value={typed}
						onChange={(event) => setTyped(event.currentTarget.value)}
					/>
					<Button type="submit" variant="default" disabled={busy || !counted}>
						Delete…
					</Button>
				</form>
			)}
			<ConfirmDialog
				title={`Delete ${eventsWord(doomed)}?`}
				opened={asking}
				onClose={() => setAsking(false)}
				action={`Delete ${eventsWord(doomed)}`}
				onAct={() => {
					setAsking(false);
					setTyped("");
					onDelete(doomed);
				}}
				busy={false}
				failed={null}
			>
				Those that the rules find and those that are marked already go from the store. They are written to a file in the data folder first,
				and undo reads it back.
			</ConfirmDialog>
		</section>
	);
};
