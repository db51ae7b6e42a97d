import { useMemo } from "react";
import { useMe } from "./queries.js";
import type { View } from "./view.js";
import { views } from "./views.js";

/** The views that the caller's role may use. */
export const useVisibleViews = (): readonly View[] => {
	const role = useMe().data?.role;
	return useMemo(() => views.filter((view) => !view.roles || view.roles.some((allowed) => allowed === role)), [role]);
};
