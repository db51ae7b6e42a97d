import { DateTime } from "luxon";
import type { z } from "zod";
import type { AppliedFilter, filterParams } from "../contract/analysis.js";
import { isTimeZone } from "../contract/base.js";
import { AppError } from "../contract/errors.js";
import { firstInstant } from "./zone.js";

type Params = z.output<typeof filterParams>;

/**
 * The filter with its instants as epoch ms. A naive date or date-time is read in `tz`: one that the clocks skip is the
 * moment after the skip, one that occurs twice is the first. Throws `invalid` for an unknown zone, a date that does not exist, or from >= to.
 */
export const applyFilter = (params: Params): AppliedFilter => {
	const { tz, noise, sessions, visitor } = params;
	if (!isTimeZone(tz)) throw new AppError("invalid", `${tz} is not an IANA time zone. Write it like Europe/Berlin or UTC.`, { path: "tz" });
	const { from, to } = applyRange(params, { from: "from", to: "to" });
	return { from, to, tz, noise, sessions, visitor };
};

/** The two ends as epoch ms, by the rules above; `names` are those that messages call them by. */
export const applyRange = (
	range: Pick<Params, "from" | "to" | "tz">,
	names: { readonly from: string; readonly to: string },
): Pick<AppliedFilter, "from" | "to"> => {
	const from = instant(names.from, range.from, range.tz);
	const to = instant(names.to, range.to, range.tz);
	if (from !== null && to !== null && from >= to) {
		throw new AppError(
			"invalid",
			`The range is empty: it begins at ${iso(from)} and ends at ${iso(to)}. Give a "${names.to}" after "${names.from}".`,
			{ path: names.to },
		);
	}
	return { from, to };
};

const iso = (ms: number): string => new Date(ms).toISOString();

const instant = (path: string, value: string | number | undefined, tz: string): number | null => {
	if (value === undefined) return null;
	if (typeof value === "number" || /^\d+$/.test(value)) return epoch(path, Number(value));
	const read = DateTime.fromISO(value.replace(" ", "T"), { zone: "utc" });
	if (!read.isValid)
		throw new AppError("invalid", `"${path}" is ${value}, which is not a date that exists. Give one like 2026-10-25.`, { path });
	return saysItsOffset(value) ? read.toMillis() : firstInstant(tz, read.toMillis());
};

const saysItsOffset = (value: string): boolean => /:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value);

/** Bounds of a JavaScript date. */
const farthest = 8.64e15;

const epoch = (path: string, value: number): number => {
	if (Number.isSafeInteger(value) && Math.abs(value) <= farthest) return value;
	throw new AppError("invalid", `"${path}" is ${value}; as a number it must be whole epoch milliseconds. Give those, or an ISO date.`, {
		path,
	});
};
