import { IconEye, IconEyeOff, IconPrinter } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Command, useCommands } from "./commands.js";
import type { Filter } from "./use-filter.js";

/** The period, the noise and, where given, printing, for the palette and the keys of every view that has the shared filter. */
export const useFilterCommands = (filter: Filter, print: (() => void) | null = null): void => {
	const commands = useMemo((): readonly Command[] => {
		const hides = filter.noise === "hide";
		return [
			...(print ? [{ id: "print", group: "Do", title: "Print this view", icon: IconPrinter, run: print } as const] : []),
			{
				id: "noise",
				group: "Do",
				title: hides ? "Show noise in the numbers" : "Hide noise from the numbers",
				keys: "N",
				icon: hides ? IconEye : IconEyeOff,
				run: () => filter.set({ noise: hides ? "show" : undefined }),
			},
			{ id: "before", group: "Do", title: "Previous period", keys: "ArrowLeft", run: () => filter.move(-1) },
			{
				id: "next",
				group: "Do",
				title: "Next period",
				keys: "ArrowRight",
				run: () => filter.range.to < filter.known.today && filter.move(1),
			},
			...filter.presets.map(
				(preset): Command => ({
					id: `period-${preset.id}`,
					group: "Do",
					title: `Period: ${preset.title}`,
					keys: preset.letter,
					run: () => filter.set(preset.range),
				}),
			),
		];
	}, [filter, print]);
	useCommands(commands);
};
