import { view as analyses } from "../features/analyses/view.js";
import { view as events } from "../features/events/view.js";
import { view as imports } from "../features/import/view.js";
import { cleanup, demo, insights, live, recommendations, tracking } from "../features/later/views.js";
import { view as overview } from "../features/overview/view.js";
import { view as settings } from "../features/settings/view.js";
import type { View } from "./view.js";

/** Every view, in the order of the navigation. */
export const views: readonly View[] = [
	overview,
	insights,
	recommendations,
	live,
	events,
	analyses,
	imports,
	tracking,
	demo,
	cleanup,
	settings,
];
