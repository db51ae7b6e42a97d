import { Spotlight } from "@mantine/spotlight";
import { IconHistory, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { format } from "../ui/format.js";
import { Kbd } from "../ui/kit.js";
import { useClient } from "./client.js";
import { type Command, useAllCommands } from "./commands.js";
import { KeyCaps } from "./key-caps.js";
import classes from "./palette.module.css";
import { paletteStore } from "./palette-store.js";
import { keys } from "./queries.js";
import { useZone } from "./use-zone.js";

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

/** As many as one looks through by name; the rest stands in Analyses. */
const mostAnalyses = 50;

/** Saved analyses by their period, read when the palette is first opened. */
const useAnalysisCommands = (): readonly Command[] => {
	const client = useClient();
	const navigate = useNavigate();
	const zone = useZone();
	const { data } = useQuery({
		queryKey: [...keys.analyses, mostAnalyses],
		queryFn: ({ signal }) => client.analysis.list({ limit: mostAnalyses }, { signal }),
	});
	return useMemo(
		() =>
			(data ?? []).map(({ _id, parameters: { from, to, tz }, created_at }) => ({
				id: `analysis-${_id}`,
				group: "Find",
				title: `Analysis of ${from === null || to === null ? "all days" : format.dateRange(from, to - 1, tz)}`,
				hint: `saved ${format.dateTime(Date.parse(created_at), zone)}`,
				icon: IconHistory,
				run: () => void navigate({ to: "/", search: { analysis: _id } as never }),
			})),
		[data, navigate, zone],
	);
};

/** Of the scroll area that the list is made of: as high as fits, reachable by key. */
const scrolling = { mah: "min(440px, 56vh)", scrollbars: "y", viewportProps: { tabIndex: 0 } } as const;

/** Commands, views and saved analyses by name. */
export const Palette = () => {
	const [query, setQuery] = useState("");
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	const found = ranked([...useAllCommands(), ...useAnalysisCommands()], words);
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
				// The trap of focus waits a turn, in which letters would be lost.
				autoFocus
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
