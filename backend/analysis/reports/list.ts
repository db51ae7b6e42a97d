import { AppError } from "../../contract/errors.js";
import { boughtTogether } from "./bought-together.js";
import { campaigns } from "./campaigns.js";
import { cartAbandonment } from "./cart-abandonment.js";
import { categories } from "./categories.js";
import { channels } from "./channels.js";
import { devices } from "./devices.js";
import { entryPages } from "./entry-pages.js";
import { events } from "./events.js";
import { exitPages } from "./exit-pages.js";
import { noise } from "./noise.js";
import { ordersOverTime } from "./orders-over-time.js";
import { paths } from "./paths.js";
import { products } from "./products.js";
import type { ReportDefinition } from "./report.js";
import { retention } from "./retention.js";
import { searches, searchesWithoutResults } from "./searches.js";
import { visitors } from "./visitors.js";
import { visitorsOverTime } from "./visitors-over-time.js";
import { weekdayHours } from "./weekday-hours.js";

/** Every report, in the order in which they are listed. */
export const reports: readonly ReportDefinition[] = [
	visitors,
	visitorsOverTime,
	retention,
	entryPages,
	exitPages,
	channels,
	campaigns,
	devices,
	weekdayHours,
	noise,
	events,
	paths,
	searches,
	searchesWithoutResults,
	products,
	categories,
	boughtTogether,
	cartAbandonment,
	ordersOverTime,
];

/** Throws `not_found` with the names there are. */
export const reportNamed = (name: string): ReportDefinition => {
	const found = reports.find((report) => report.name === name);
	if (found) return found;
	throw new AppError("not_found", `There is no report ${name}. There are: ${reports.map((report) => report.name).join(", ")}.`);
};
