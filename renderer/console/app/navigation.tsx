import { Tooltip } from "@mantine/core";
import { IconBuildingStore } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { keepFilter } from "./filter.js";
import classes from "./navigation.module.css";
import { useSettings, useStatus } from "./queries.js";
import { StatusFoot } from "./status-foot.js";
import { useNarrow } from "./use-narrow.js";
import { groups, type View } from "./view.js";
import { useVisibleViews } from "./visible-views.js";

/** What the settings say until a name is given. */
const unnamed = "Your shop";

const initials = (name: string): string =>
	name
		.split(/\s+/)
		.filter((word) => /^[\p{L}\p{N}]/u.test(word))
		.slice(0, 2)
		.map((word) => word.charAt(0).toUpperCase())
		.join("");

const Shop = () => {
	const name = useSettings().data?.shop_name.trim() ?? "";
	const status = useStatus().data;
	const letters = name === unnamed ? "" : initials(name);
	const place = status?.store.path ? "On this computer" : window.location.host;
	return (
		<div className={classes.shop}>
			<span className={classes.badge} aria-hidden>
				{letters || <IconBuildingStore size={16} stroke={1.6} />}
			</span>
			<span className={classes.shopText}>
				<strong>{name || unnamed}</strong>
				<small>{status?.events === 0 ? "No data yet" : place}</small>
			</span>
		</div>
	);
};

const Item = ({ view, rail }: { view: View; rail: boolean }) => (
	<Tooltip label={view.title} position="right" disabled={!rail}>
		<Link
			to={view.path}
			search={((before: Record<string, unknown>) => keepFilter(before)) as never}
			className={classes.item}
			activeOptions={{ exact: view.path === "/", includeSearch: false }}
			aria-label={view.title}
		>
			<view.icon size={16} stroke={1.6} aria-hidden />
			<span>{view.title}</span>
		</Link>
	</Tooltip>
);

export const Navigation = () => {
	const rail = useNarrow();
	const views = useVisibleViews();
	const shown = groups.map((group) => ({ group, items: views.filter((view) => view.group === group) }));
	return (
		<nav className={classes.nav} aria-label="Views" tabIndex={-1}>
			<Shop />
			<div className={classes.groups}>
				{shown
					.filter(({ items }) => items.length > 0)
					.map(({ group, items }) => (
						<div key={group} className={classes.group} data-group={group}>
							{group !== "Foot" && <div className={classes.label}>{group}</div>}
							<ul>
								{items.map((view) => (
									<li key={view.id}>
										<Item view={view} rail={rail} />
									</li>
								))}
							</ul>
						</div>
					))}
			</div>
			<StatusFoot />
		</nav>
	);
};
