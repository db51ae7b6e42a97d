import { IconAdjustmentsHorizontal, IconDatabase, IconInfoCircle, IconKey, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../app/queries.js";
import { useSearchState } from "../../app/search.js";
import { ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import { AboutSection } from "./about-section.js";
import { AppearancePanel } from "./appearance-panel.js";
import { ModelSection } from "./model-section.js";
import { PeopleSection } from "./people-section.js";
import { type SettingsSection, settingsSearch } from "./search.js";
import classes from "./settings.module.css";
import { ShopPanel } from "./shop-panel.js";
import { StoreSection } from "./store-section.js";

const sections = [
	{ id: "general", title: "General", icon: IconAdjustmentsHorizontal },
	{ id: "model", title: "Keys and model", icon: IconKey },
	{ id: "store", title: "Store and server", icon: IconDatabase },
	{ id: "people", title: "People", icon: IconUsers },
	{ id: "about", title: "About", icon: IconInfoCircle },
] as const satisfies readonly { id: SettingsSection; title: string; icon: unknown }[];

export const SettingsView = () => {
	const [search] = useSearchState(settingsSearch);
	const role = useMe().data?.role;
	const present = search.section ?? "general";
	const mayChange = role === "owner" || role === "local";
	return (
		<Page>
			<ViewTitle />
			<div className={classes.settings}>
				<nav aria-label="Settings">
					<ul className={classes.sections}>
						{sections.map(({ id, title, icon: Mark }) => (
							<li key={id}>
								<Link
									to="."
									search={((before: object) => ({ ...before, section: id === "general" ? undefined : id })) as never}
									activeOptions={{ exact: true, includeSearch: true }}
								>
									<Mark size={16} stroke={1.6} aria-hidden />
									{title}
								</Link>
							</li>
						))}
					</ul>
				</nav>
				<div className={classes.content}>{contentOf(present, mayChange)}</div>
			</div>
		</Page>
	);
};

const contentOf = (section: SettingsSection, mayChange: boolean): ReactNode => {
	switch (section) {
		case "general":
			return (
				<>
					<ShopPanel mayChange={mayChange} />
					<AppearancePanel />
				</>
			);
		case "model":
			return <ModelSection mayChange={mayChange} />;
		case "store":
			return <StoreSection />;
		case "people":
			return <PeopleSection mayChange={mayChange} />;
		case "about":
			return <AboutSection />;
	}
};
