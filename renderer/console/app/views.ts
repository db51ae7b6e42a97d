import { view as acquisition } from "../features/acquisition/view.js";
import { view as analyses } from "../features/analyses/view.js";
import { view as breakdown } from "../features/breakdown/view.js";
import { view as carts } from "../features/carts/view.js";
import { view as cleanup } from "../features/cleanup/view.js";
import { view as events } from "../features/events/view.js";
import { view as funnels } from "../features/funnels/view.js";
import { view as imports } from "../features/import/view.js";
import { view as insights } from "../features/insights/view.js";
import { view as live } from "../features/live/view.js";
import { view as noise } from "../features/noise/view.js";
import { view as overview } from "../features/overview/view.js";
import { view as pages } from "../features/pages/view.js";
import { view as paths } from "../features/paths/view.js";
import { view as products } from "../features/products/view.js";
import { view as recommendations } from "../features/recommendations/view.js";
import { view as retention } from "../features/retention/view.js";
import { view as searches } from "../features/searches/view.js";
import { view as demo } from "../features/seeding/view.js";
import { view as settings } from "../features/settings/view.js";
import { view as times } from "../features/times/view.js";
import { view as tracking } from "../features/tracking/view.js";
import { view as visitors } from "../features/visitors/view.js";
import type { View } from "./view.js";

/** Every view, in the order of the navigation. */
export const views: readonly View[] = [
	overview,
	insights,
	recommendations,
	live,
	visitors,
	times,
	retention,
	acquisition,
	pages,
	paths,
	funnels,
	products,
	carts,
	searches,
	breakdown,
	noise,
	events,
	analyses,
	imports,
	tracking,
	demo,
	cleanup,
	settings,
];
