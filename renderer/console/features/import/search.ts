import { z } from "zod";

/** What the file to import holds: events, or products of the catalog. */
export const importSearch = z.object({ of: z.enum(["products"]).optional().catch(undefined) });
