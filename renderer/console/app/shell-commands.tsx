import { useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconMoon, IconSun, IconSunMoon } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Command, useCommands } from "./commands.js";
import { keepFilter } from "./filter.js";
import { useVisibleViews } from "./visible-views.js";

/** Commands that every view has: going to views, the colour scheme, the list of keys. */
export const useShellCommands = (showKeys: () => void): void => {
	const navigate = useNavigate();
	const views = useVisibleViews();
	const { setColorScheme } = useMantineColorScheme();
	const commands = useMemo((): readonly Command[] => {
		const go = (path: string): void =>
			void navigate({ to: path, search: ((before: Record<string, unknown>) => keepFilter(before)) as never });
		return [
			...views.map(
				(view): Command => ({
					id: `go-${view.id}`,
					group: "Go to",
					title: view.title,
					hint: view.question,
					icon: view.icon,
					...(view.key ? { keys: `G ${view.key}` } : {}),
					run: () => go(view.path),
				}),
			),
			{ id: "light", group: "Do", title: "Light colours", icon: IconSun, run: () => setColorScheme("light") },
			{ id: "dark", group: "Do", title: "Dark colours", icon: IconMoon, run: () => setColorScheme("dark") },
			{ id: "auto", group: "Do", title: "Colours of the system", icon: IconSunMoon, run: () => setColorScheme("auto") },
			{ id: "keys", group: "Do", title: "Show all keys", keys: "?", icon: IconKeyboard, run: showKeys },
		];
	}, [views, navigate, setColorScheme, showKeys]);
	useCommands(commands, "window");
};
