import { Menu } from "@mantine/core";
import { IconReportAnalytics } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { keepFilter } from "./filter.js";
import classes from "./navigation.module.css";
import type { View } from "./view.js";

/** One sign of the rail that opens the names of many views. */
export const Flyout = ({ items }: { items: readonly View[] }) => (
	<Menu position="right-start" offset={4} withinPortal>
		<Menu.Target>
			<button type="button" className={classes.item} aria-label="Reports" title="Reports">
				<IconReportAnalytics size={16} stroke={1.6} aria-hidden />
			</button>
		</Menu.Target>
		<Menu.Dropdown>
			{items.map((view) => (
				<Menu.Item
					key={view.id}
					component={Link}
					to={view.path}
					search={((before: Record<string, unknown>) => keepFilter(before)) as never}
					leftSection={<view.icon size={16} stroke={1.6} aria-hidden />}
				>
					{view.title}
				</Menu.Item>
			))}
		</Menu.Dropdown>
	</Menu>
);
