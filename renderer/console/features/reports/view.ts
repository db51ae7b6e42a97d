import { z } from "zod";
import { defineView, type View } from "../../app/view.js";

/** A column, with a minus before it for descending: "-sessions". */
const sorting = z.string().regex(/^-?[a-z][a-z0-9_]{0,39}$/);

const tableState = z.object({
	sort: sorting.optional().catch(undefined),
	find: z.string().min(1).max(200).optional().catch(undefined),
	/** The second page and on. */
	page: z.int().min(2).max(1_000_000).optional().catch(undefined),
	/** The table twin in the place of the chart. */
	as: z.literal("table").optional().catch(undefined),
});
export type TableState = z.infer<typeof tableState>;

/** What the address of every report view says beside the shared filter. */
export const reportSearch = z.object({
	/** What each row is broken down by. */
	by: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(200)).optional().catch(undefined),
	/** How the table of each panel stands, by the panel's name. */
	tables: z.record(z.string().max(40), tableState).optional().catch(undefined),
});

type Given = Omit<View, "group" | "search"> & { readonly search?: z.ZodObject };

/** A view of the group Reports; `search` is what it alone says in the address. */
export const defineReportView = ({ search = z.object({}), ...view }: Given): View =>
	defineView({ ...view, group: "Reports", search: search.extend(reportSearch.shape) });
