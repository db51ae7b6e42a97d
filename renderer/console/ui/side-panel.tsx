import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./side-panel.module.css";

interface Props {
	readonly title: ReactNode;
	readonly opened: boolean;
	readonly onClose: () => void;
	/** For tables of several columns. */
	readonly wide?: boolean;
	readonly children: ReactNode;
}

/** Details of a row, at the right; Esc closes it and the focus goes back to the row. Its head is no landmark, unlike Mantine's own. */
export const SidePanel = ({ title, opened, onClose, wide = false, children }: Props) => (
	<Drawer.Root
		opened={opened}
		onClose={onClose}
		position="right"
		size={wide ? "min(960px, 90vw)" : 480}
		transitionProps={{ duration: 120 }}
	>
		<Drawer.Overlay backgroundOpacity={0.25} />
		<Drawer.Content>
			<div className={classes.head}>
				<Drawer.Title className={classes.title ?? ""}>{title}</Drawer.Title>
				<Drawer.CloseButton aria-label="Close" />
			</div>
			<Drawer.Body className={classes.body ?? ""}>{children}</Drawer.Body>
		</Drawer.Content>
	</Drawer.Root>
);
