import { useCallback, useMemo } from "react";
import type { FilterParams } from "../../../backend/contract/analysis.js";
import { format } from "../ui/format.js";
import { type FilterSearch, filterSearch } from "./filter.js";
import {
	type Comparing,
	comparisonOf,
	dayOf,
	defaultRange,
	type Instants,
	instantsOf,
	type Known,
	ordered,
	type Preset,
	presets,
	type Range,
	sameHours,
	shift,
} from "./period.js";
import { useSettings, useStatus } from "./queries.js";
import { type Patch, useSearchState } from "./search.js";

export interface Compared {
	readonly range: Range;
	readonly instants: Instants;
	readonly label: string;
}

/** The shared filter of the address, with its defaults filled in. */
export interface Filter {
	readonly range: Range;
	readonly instants: Instants;
	readonly label: string;
	readonly tz: string;
	readonly noise: "hide" | "show";
	readonly comparing: Comparing;
	readonly compared: Compared | null;
	/** Null: the address and the settings name none. */
	readonly currency: string | null;
	/** Null: the address names none. */
	readonly askedCurrency: string | null;
	readonly known: Known;
	/** The newest event's time, epoch ms. */
	readonly through: number;
	readonly presets: readonly Preset[];
	/** What an analysis of this filter is asked with. */
	readonly params: FilterParams;
	readonly set: (patch: Patch<FilterSearch>) => void;
	readonly move: (steps: number) => void;
}

/** Text of a range, such as 25 Oct – 21 Nov 2026. */
export const rangeLabel = (range: Range): string =>
	format.dateRange(instantsOf(range, "UTC").from, instantsOf({ from: range.to, to: range.to }, "UTC").from, "UTC");

interface Edges {
	readonly first: number;
	readonly last: number;
	readonly now: number;
}

const knownOf = ({ first, last, now }: Edges, tz: string): Known => ({
	today: dayOf(now, tz),
	oldest: dayOf(first, tz),
	newest: dayOf(last, tz),
});

/** Chosen days take both of them; without, the address is read as if it said nothing. */
const againstOf = ({ compare, compare_from: from, compare_to: to }: FilterSearch): Comparing => {
	if (compare !== "custom") return compare ?? "previous";
	return from && to ? ordered(from, to) : "previous";
};

const comparedOf = (range: Range, against: Comparing, tz: string, now: number): Compared | null => {
	const other = comparisonOf(range, against);
	if (!other) return null;
	return { range: other, instants: sameHours(instantsOf(range, tz), instantsOf(other, tz), now), label: rangeLabel(other) };
};

/** Null until the store's state is known and while it holds no event. */
export const useFilter = (): Filter | null => {
	const [search, set] = useSearchState(filterSearch);
	const status = useStatus().data;
	const settings = useSettings().data;
	const tz = search.tz ?? settings?.time_zone ?? null;
	/** Exact enough for today's date; ten minutes are for the end of a running comparison, which is read anew at each step. */
	const minute = status ? Math.floor(status.now / 60_000) * 60_000 : null;
	const [first, last] = [status?.first_ts ?? null, status?.last_ts ?? null];
	const known = useMemo(
		() => (tz !== null && minute !== null && first !== null && last !== null ? knownOf({ first, last, now: minute }, tz) : null),
		[tz, minute, first, last],
	);
	const { today, oldest, newest } = known ?? { today: null, oldest: null, newest: null };
	const range = useMemo(() => {
		if (search.from && search.to) return ordered(search.from, search.to);
		return today !== null && oldest !== null && newest !== null ? defaultRange({ today, oldest, newest }) : null;
	}, [search.from, search.to, today, oldest, newest]);
	const move = useCallback(
		(steps: number) => {
			if (range) set(shift(range, steps));
		},
		[range, set],
	);
	const { compare, compare_from, compare_to } = search;
	const mode = useMemo(() => againstOf({ compare, compare_from, compare_to }), [compare, compare_from, compare_to]);
	const noise = search.noise ?? "hide";
	const tenMinutes = minute === null ? null : Math.floor(minute / 600_000) * 600_000;
	const compared = useMemo(
		() => (range && tz !== null && tenMinutes !== null ? comparedOf(range, mode, tz, tenMinutes) : null),
		[range, mode, tz, tenMinutes],
	);
	return useMemo(() => {
		if (!range || tz === null || !known || last === null) return null;
		const instants = instantsOf(range, tz);
		return {
			range,
			instants,
			label: rangeLabel(range),
			tz,
			noise,
			comparing: mode,
			compared,
			currency: search.currency ?? settings?.currency ?? null,
			askedCurrency: search.currency ?? null,
			known,
			through: last,
			presets: presets(known),
			params: { from: instants.from, to: instants.to, tz, noise },
			set,
			move,
		};
	}, [range, tz, known, last, noise, mode, compared, search.currency, settings?.currency, set, move]);
};
