import { isDesktop } from "../../app/client.js";
import { format } from "../../ui/format.js";
import { ProgressBar } from "./progress-bar.js";
import classes from "./run.module.css";
import type { ImportState } from "./state.js";

type Opening = Extract<ImportState, { step: "opening" }>;

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
			<button type="button" className={classes.link} onClick={onCancel}>
				Cancel, keep nothing
			</button>
		</section>
	);
};
