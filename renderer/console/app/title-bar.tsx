import { IconSearch } from "@tabler/icons-react";
import { Kbd } from "../ui/kit.js";
import { Mark } from "../ui/mark.js";
import { openPalette } from "./palette-store.js";
import classes from "./title-bar.module.css";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const commandKey = isMac ? "⌘ K" : "Ctrl K";

/** No banner landmark: the header of an open dialog is one, and there may be only one. */
export const TitleBar = () => (
	<section className={classes.bar} aria-label="Title bar">
		<span className={classes.name}>
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
