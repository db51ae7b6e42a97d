import { useMatches } from "@tanstack/react-router";
import { useMemo } from "react";
import { useMe } from "./queries.js";
import type { View } from "./view.js";
import { views } from "./views.js";

const isFor = ({ roles }: View, role: string | undefined): boolean => !roles || roles.some((allowed) => allowed === role);

/** The views that the caller's role may use. */
export const useVisibleViews = (): readonly View[] => {
	const role = useMe().data?.role;
	return useMemo(() => views.filter((view) => isFor(view, role)), [role]);
};

/** The view of the address where the caller's role may not use it; null where it may, and while the caller is not known. */
export const useForbiddenView = (): View | null => {
	const role = useMe().data?.role;
	const view = useMatches({ select: (matches) => matches.at(-1)?.staticData.view });
	return role !== undefined && view !== undefined && !isFor(view, role) ? view : null;
};
