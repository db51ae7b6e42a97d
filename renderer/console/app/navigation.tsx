import { Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconBuildingStore, IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Link, useMatches } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { isDesktop } from "./client.js";
import { keepFilter } from "./filter.js";
import classes from "./navigation.module.css";
import { setPreference, usePreference } from "./preferences.js";
import { useSettings, useStatus } from "./queries.js";
import { StatusFoot } from "./status-foot.js";
import { useNarrow } from "./use-narrow.js";
import { type Group as GroupName, groups, type View } from "./view.js";
import { useVisibleViews } from "./visible-views.js";

const Flyout = lazy(() => import("./reports-flyout.js").then((module) => ({ default: module.Flyout })));

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
	const here = status ? status.store.path : isDesktop();
	const place = here ? "On this computer" : window.location.host;
	return (
		<div className={classes.shop} data-later="text">
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
			{view.badge && (
				<Suspense>
					<view.badge />
				</Suspense>
			)}
		</Link>
	</Tooltip>
);

/** Below this height all views do not fit under each other. */
const roomy = "(height >= 880px)";

const Items = ({ items, rail, passing }: { items: readonly View[]; rail: boolean; passing?: boolean }) => (
	<ul data-passing={passing || undefined}>
		{items.map((view) => (
			<li key={view.id}>
				<Item view={view} rail={rail} />
			</li>
		))}
	</ul>
);

const useCurrent = (items: readonly View[]): View | undefined => {
	const id = useMatches({ select: (matches) => matches.at(-1)?.staticData.view?.id });
	return items.find((view) => view.id === id);
};

/** Many views under one name: folded where the window is low, but for the one that is open. */
const Folding = ({ items }: { items: readonly View[] }) => {
	const chosen = usePreference("reportsOpen");
	const room = useMediaQuery(roomy) ?? false;
	const open = chosen ?? room;
	const current = useCurrent(items);
	const Chevron = open ? IconChevronDown : IconChevronRight;
	return (
		<>
			<button type="button" className={classes.fold} aria-expanded={open} onClick={() => setPreference("reportsOpen", !open)}>
				Reports <span className="num">{items.length}</span>
				<Chevron size={13} stroke={1.8} aria-hidden />
			</button>
			<Items items={open ? items : current ? [current] : []} rail={false} passing={!open} />
		</>
	);
};

/** On the rail one sign opens them all, beside the sign of the one that is open. */
const Folded = ({ items }: { items: readonly View[] }) => {
	const current = useCurrent(items);
	return (
		<>
			<Suspense fallback={<span className={classes.item} />}>
				<Flyout items={items} />
			</Suspense>
			{current && <Items items={[current]} rail passing />}
		</>
	);
};

const Group = ({ group, items, rail }: { group: GroupName; items: readonly View[]; rail: boolean }) => {
	if (group === "Reports") return rail ? <Folded items={items} /> : <Folding items={items} />;
	return (
		<>
			{group !== "Foot" && <div className={classes.label}>{group}</div>}
			<Items items={items} rail={rail} />
		</>
	);
};

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
							<Group group={group} items={items} rail={rail} />
						</div>
					))}
			</div>
			<StatusFoot />
		</nav>
	);
};
