import { z } from "zod";

/** What the address of Overview says beside the shared filter. */
export const overviewSearch = z.object({
	/** A saved analysis that is open. */
	analysis: z.string().max(64).optional().catch(undefined),
	tab: z.enum(["summary", "details", "insights", "products"]).optional().catch(undefined),
	measure: z.enum(["sessions", "revenue", "conversion", "visitors", "events"]).optional().catch(undefined),
});
