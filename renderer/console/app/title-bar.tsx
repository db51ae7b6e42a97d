import { IconMenu2, IconSearch } from "@tabler/icons-react";
import { Kbd } from "../ui/kit.js";
import { Mark } from "../ui/mark.js";
import { openPalette } from "./palette-store.js";
import classes from "./title-bar.module.css";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const commandKey = isMac ? "⌘ K" : "Ctrl K";

/** The window has no frame, and so no menu bar but on a Mac, where the system shows it. */
const hasMenuButton = (): boolean => window.clickstreamDesktop !== undefined && window.clickstreamDesktop.platform !== "darwin";

/** No banner landmark: the header of an open dialog is one, and there may be only one. */
export const TitleBar = () => (
	<section className={classes.bar} aria-label="Title bar">
		<span className={classes.name}>
			{hasMenuButton() && (
				<button
					type="button"
					className={classes.menu}
					aria-label="Menu"
					title="Menu"
					onClick={() => void window.clickstreamDesktop?.act("menu")}
				>
					<IconMenu2 size={16} stroke={1.6} aria-hidden />
				</button>
			)}
			<Mark size={18} />
			Clickstream Console
		</span>
		<button type="button" className={classes.command} onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
			<IconSearch size={14} stroke={1.6} aria-hidden />
			<span>Go to a view or run a command</span>
			<Kbd>{commandKey}</Kbd>
		</button>
	</section>
);
