import { z } from "zod";
import { useSearchState } from "../../app/search.js";

/** The address reader makes numbers of digits. What cannot be read counts as not said. */
const text = z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(512).regex(/\S/)).optional().catch(undefined);

/** What the address of Live says: which events are listed. The numbers are of all. */
export const liveSearch = z.object({ type: text, source: text });
export type LiveSearch = z.infer<typeof liveSearch>;

export const useLiveSearch = () => useSearchState(liveSearch);
