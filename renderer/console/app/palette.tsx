import { Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Kbd } from "../ui/kit.js";
import { type Command, useAllCommands } from "./commands.js";
import { KeyCaps } from "./key-caps.js";
import classes from "./palette.module.css";
import { paletteStore } from "./palette-store.js";

const order = ["Do", "Go to", "Find"] as const;

const matches = (command: Command, words: readonly string[]): boolean => {
	const text = `${command.title} ${command.hint ?? ""} ${command.group}`.toLowerCase();
	return words.every((word) => text.includes(word));
};

/** A command whose own name holds the words stands before one that is only described with them: Enter runs the first. */
const isNamed = ({ title }: Command, words: readonly string[]): boolean => words.every((word) => title.toLowerCase().includes(word));

const ranked = (commands: readonly Command[], words: readonly string[]): readonly Command[] => {
	const found = commands.filter((command) => matches(command, words));
	return [...found.filter((command) => isNamed(command, words)), ...found.filter((command) => !isNamed(command, words))];
};

const Action = ({ command }: { command: Command }) => (
	<Spotlight.Action className={classes.action ?? ""} onClick={command.run} closeSpotlightOnTrigger>
		<span className={classes.icon}>{command.icon && <command.icon size={16} stroke={1.6} aria-hidden />}</span>
		<span className={classes.title}>{command.title}</span>
		{command.hint && <span className={classes.hint}>{command.hint}</span>}
		{command.keys && <KeyCaps keys={command.keys} />}
	</Spotlight.Action>
);

/** Of the scroll area that the list is made of: as high as fits, reachable by key. */
const scrolling = { mah: "min(440px, 56vh)", viewportProps: { tabIndex: 0 } };

/** Commands, views and saved analyses by name. */
export const Palette = () => {
	const [query, setQuery] = useState("");
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	const found = ranked(useAllCommands(), words);
	return (
		<Spotlight.Root
			store={paletteStore}
			query={query}
			onQueryChange={setQuery}
			shortcut={null}
			clearQueryOnClose
			centered={false}
			attributes={{ content: { "aria-label": "Commands" } }}
			yOffset={96}
			overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
			transitionProps={{ duration: 120 }}
			classNames={{
				content: classes.content ?? "",
				body: classes.body ?? "",
				search: classes.search ?? "",
				actionsGroup: classes.group ?? "",
			}}
		>
			<Spotlight.Search
				placeholder="Go to a view or run a command"
				aria-label="Go to a view or run a command"
				leftSection={<IconSearch size={16} stroke={1.6} />}
			/>
			<Spotlight.ActionsList {...scrolling}>
				{order.map((group) => {
					const items = found.filter((command) => command.group === group);
					if (items.length === 0) return null;
					return (
						<Spotlight.ActionsGroup key={group} label={group}>
							{items.map((command) => (
								<Action key={command.id} command={command} />
							))}
						</Spotlight.ActionsGroup>
					);
				})}
				{found.length === 0 && <Spotlight.Empty>Nothing by that name. Try a view, such as Events.</Spotlight.Empty>}
			</Spotlight.ActionsList>
			<div className={classes.foot}>
				<span>
					<Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
				</span>
				<span>
					<Kbd>Enter</Kbd> run
				</span>
				<span>
					<Kbd>Esc</Kbd> close
				</span>
			</div>
		</Spotlight.Root>
	);
};
