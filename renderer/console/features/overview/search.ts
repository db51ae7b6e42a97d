import { z } from "zod";
import { reportSearch } from "../reports/view.js";

/** What the address of Overview says beside the shared filter. */
export const overviewSearch = z.object({
	/** A saved analysis that is open. */
	analysis: z.string().max(64).optional().catch(undefined),
	tab: z.enum(["summary", "details", "insights", "products"]).optional().catch(undefined),
	/** Path of the number whose definition is open, such as basic_metrics.bounce_rate. */
	number: z
		.string()
		.max(300)
		.regex(/^[a-z_]+\../)
		.optional()
		.catch(undefined),
	/** How the tables of its reports stand. */
	tables: reportSearch.shape.tables,
	measure: z.enum(["sessions", "revenue", "conversion", "visitors", "events"]).optional().catch(undefined),
});
