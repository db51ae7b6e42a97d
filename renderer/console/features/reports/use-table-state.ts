import { useCallback } from "react";
import { useSearchState } from "../../app/search.js";
import type { Sort } from "../../ui/data-table.js";
import { reportSearch, type TableState } from "./view.js";

export const sortOf = ({ sort }: TableState): Sort | null => {
	if (sort === undefined) return null;
	return sort.startsWith("-") ? { id: sort.slice(1), desc: true } : { id: sort, desc: false };
};

export const sortText = ({ id, desc }: Sort): string => (desc ? `-${id}` : id);

const withoutUndefined = (state: TableState): TableState =>
	Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));

/** How the table of one panel stands, kept in the address. Typing in its field is no step of Back. */
export const useTableState = (panel: string) => {
	const [{ tables }, set] = useSearchState(reportSearch);
	const state = tables?.[panel] ?? {};
	const change = useCallback(
		(patch: { readonly [K in keyof TableState]?: TableState[K] | undefined }, replace = false) => {
			const next = withoutUndefined({ ...tables?.[panel], ...patch } as TableState);
			const rest = Object.fromEntries(Object.entries(tables ?? {}).filter(([name]) => name !== panel));
			const all = Object.keys(next).length > 0 ? { ...rest, [panel]: next } : rest;
			set({ tables: Object.keys(all).length > 0 ? all : undefined }, { replace });
		},
		[tables, panel, set],
	);
	return { state, change } as const;
};

export type TableHandle = ReturnType<typeof useTableState>;
