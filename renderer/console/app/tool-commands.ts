import {
	IconDatabaseExport,
	IconDatabaseImport,
	IconFileText,
	IconFolderOpen,
	IconInfoCircle,
	IconMap2,
	IconPlugConnected,
	IconStethoscope,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useClient } from "./client.js";
import { type Command, useCommands } from "./commands.js";
import { useMe } from "./queries.js";
import { runBackup } from "./run-backup.js";
import { startTour } from "./tour-state.js";

/** What the desktop's menu has beside views and colours: everything of it is in the command field too. */
export const useToolCommands = (): void => {
	const client = useClient();
	const navigate = useNavigate();
	const role = useMe().data?.role;
	const commands = useMemo((): readonly Command[] => {
		const desktop = window.clickstreamDesktop;
		const mayBackUp = role === "local" || role === "owner";
		return [
			...(mayBackUp
				? [
						{
							id: "back-up",
							group: "Do",
							title: "Back up …",
							hint: "A copy of the store, proven",
							icon: IconDatabaseExport,
							run: () => void runBackup(client),
						} satisfies Command,
					]
				: []),
			{ id: "tour", group: "Do", title: "Take the tour", hint: "Six stops, a minute", icon: IconMap2, run: startTour },
			{
				id: "about",
				group: "Do",
				title: "About",
				hint: "Version, licences, updates",
				icon: IconInfoCircle,
				run: () => void navigate({ to: "/settings" as never, search: { section: "about" } as never }),
			},
			{
				id: "diagnostics",
				group: "Do",
				title: "Diagnostics",
				hint: "Versions, sizes and settings, without secrets",
				icon: IconStethoscope,
				run: () => void navigate({ to: "/settings" as never, search: { section: "about" } as never }),
			},
			...(desktop
				? [
						{
							id: "folder",
							group: "Do",
							title: "Open data folder",
							icon: IconFolderOpen,
							run: () => void desktop.act("folder"),
						} satisfies Command,
						{
							id: "restore",
							group: "Do",
							title: "Restore …",
							hint: "Puts a backup in the store’s place",
							icon: IconDatabaseImport,
							run: () => void desktop.act("restore"),
						} satisfies Command,
						{
							id: "logs",
							group: "Do",
							title: "Open logs",
							icon: IconFileText,
							run: () => void desktop.act("logs"),
						} satisfies Command,
						{
							id: "port",
							group: "Do",
							title: "Port …",
							hint: "Where shops and browsers reach this console",
							icon: IconPlugConnected,
							run: () => void desktop.act("port"),
						} satisfies Command,
					]
				: []),
		];
	}, [client, navigate, role]);
	useCommands(commands, "window");
};
