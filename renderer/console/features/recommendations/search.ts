import { z } from "zod";
import type { SubjectKind } from "../../../../backend/contract/recommendations.js";
import { useSearchState } from "../../app/search.js";

export const kinds = ["visitor", "session", "user"] as const satisfies readonly SubjectKind[];

export const sizes = ["3", "6", "12", "24"] as const;

/** The address reader makes numbers and booleans of what looks like them. What cannot be read counts as not said. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What the address of Recommendations says: whom it is for, how many, and which rules are off. */
export const recommendationsSearch = z.object({
	kind: z.enum(kinds).optional().catch(undefined),
	of: text.pipe(z.string().min(1).max(256)).optional().catch(undefined),
	show: text.pipe(z.enum(sizes)).optional().catch(undefined),
	stock: z.literal("all").optional().catch(undefined),
	bought: z.literal("all").optional().catch(undefined),
});

export const useRecommendationsSearch = () => useSearchState(recommendationsSearch);
