import { z } from "zod";
import { isTimeZone } from "../../../backend/contract/base.js";
import { isDay } from "./period.js";

/** Shops have no clicks outside; years of other than four digits, which a shifted period could reach from the ends, break dates. */
const [firstDay, lastDay] = ["1970-01-01", "2199-12-31"];

const localDay = z
	.string()
	.refine((text) => isDay(text) && text >= firstDay && text <= lastDay)
	.optional()
	.catch(undefined);

/**
 * The part of the address that all views share: days are local to `tz`, both inclusive. What is missing takes its default:
 * the 28 days that end with the newest event, the shop's time zone and currency, the period before, noise hidden.
 */
export const filterSearch = z.object({
	from: localDay,
	to: localDay,
	tz: z.string().refine(isTimeZone).optional().catch(undefined),
	compare: z.enum(["previous", "year", "none", "custom"]).optional().catch(undefined),
	/** Days of the other period, both inclusive; read with compare=custom alone. */
	compare_from: localDay,
	compare_to: localDay,
	currency: z
		.string()
		.regex(/^([A-Z]{3}|none)$/)
		.optional()
		.catch(undefined),
	noise: z.enum(["hide", "show"]).optional().catch(undefined),
});
export type FilterSearch = z.infer<typeof filterSearch>;

const shared = Object.keys(filterSearch.shape) as (keyof FilterSearch)[];

/** What goes along from view to view. */
export const keepFilter = (search: Readonly<Record<string, unknown>>): FilterSearch =>
	Object.fromEntries(shared.filter((key) => search[key] !== undefined).map((key) => [key, search[key]]));
