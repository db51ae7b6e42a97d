import { Modal, Switch } from "@mantine/core";
import { useAllCommands } from "./commands.js";
import { KeyCaps } from "./key-caps.js";
import classes from "./keys-help.module.css";
import { setPreference, usePreference } from "./preferences.js";
import { commandKey } from "./title-bar.js";

const fixed = [
	[commandKey, "Commands and views"],
	["F6", "Next region"],
	["V", "Table of the focused panel, or back"],
	["X", "CSV of the focused panel"],
	["J", "Next row of a table"],
	["K", "Row before"],
	["Esc", "Close"],
] as const;

/** The list behind ? : every key that works now. */
export const KeysHelp = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
	const letterKeys = usePreference("letterKeys");
	const rows = useAllCommands().flatMap((command) => (command.keys ? [[command.keys, command.title] as const] : []));
	return (
		<Modal opened={opened} onClose={onClose} title="Keys" size={620} closeButtonProps={{ "aria-label": "Close the list of keys" }}>
			<ul className={classes.list}>
				{[...fixed, ...rows].map(([keys, title]) => (
					<li key={`${keys} ${title}`}>
						<span>{title}</span>
						<KeyCaps keys={keys} />
					</li>
				))}
			</ul>
			<Switch
				label="Single-letter keys"
				checked={letterKeys}
				onChange={(event) => setPreference("letterKeys", event.currentTarget.checked)}
			/>
		</Modal>
	);
};
