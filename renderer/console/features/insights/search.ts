import { z } from "zod";

/** What the address of Insights says. */
export const insightsSearch = z.object({
	/** The analysis whose text is open; the newest detailed one of the period when missing. */
	analysis: z.string().max(64).optional().catch(undefined),
	/** The fact that is marked. */
	fact: z
		.string()
		.regex(/^F\d{2,3}$/)
		.optional()
		.catch(undefined),
	/** What is open beside the text. */
	beside: z.enum(["raw", "refused"]).optional().catch(undefined),
});
