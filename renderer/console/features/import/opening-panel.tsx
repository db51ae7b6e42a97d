import { isDesktop } from "../../app/client.js";
import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { ProgressBar } from "../../ui/progress.js";
import classes from "./run.module.css";
import type { ImportState } from "./state.js";

type Opening = Omit<Extract<ImportState, { step: "opening" }>, "step">;

/** In the desktop window the file is read in place and nothing is sent. */
export const OpeningPanel = ({ state, onCancel }: { state: Opening; onCancel: () => void }) => {
	const sent = state.total ? Math.min(1, state.sent / state.total) : 0;
	const sending = !isDesktop() && sent < 1;
	return (
		<section className={classes.panel} aria-label="Opening the file">
			<p className={classes.runTitle}>{sending ? `Sending ${state.name}` : `Looking at the first rows of ${state.name}`}</p>
			{sending && (
				<ProgressBar share={sent} label={`Sending ${state.name}`}>
					<span>
						<b className="num">{format.bytes(state.sent)}</b> of {format.bytes(state.total)}
					</span>
				</ProgressBar>
			)}
			<LinkButton onClick={onCancel}>Cancel, keep nothing</LinkButton>
		</section>
	);
};
