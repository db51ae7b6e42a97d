import { Menu } from "@mantine/core";
import { type ReactElement, useEffect, useRef, useState } from "react";
import type { Choice } from "./menu-button.js";

/** Opens as it appears, with the focus on the button first, where Esc brings it back to. */
export const MenuChoices = ({ choices, target }: { choices: readonly Choice[]; target: ReactElement }) => {
	const [opened, setOpened] = useState(false);
	const place = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		place.current?.querySelector("button")?.focus();
		setOpened(true);
	}, []);
	return (
		<span ref={place} style={{ display: "contents" }}>
			<Menu opened={opened} onChange={setOpened} position="bottom-end" withinPortal>
				<Menu.Target>{target}</Menu.Target>
				<Menu.Dropdown>
					{choices.map(({ title, icon: Mark, onPick }) => (
						<Menu.Item key={title} leftSection={<Mark size={15} stroke={1.6} aria-hidden />} onClick={onPick}>
							{title}
						</Menu.Item>
					))}
				</Menu.Dropdown>
			</Menu>
		</span>
	);
};
