import { useMemo, useSyncExternalStore } from "react";
import { openKept } from "./kept.js";

/** Whether this page computes on the local engine though the server's is Spark: chosen after Spark failed, until the page is loaded anew. */
const here = openKept(false);

export const computeHere = (): void => here.set(true);

/** What an analysis' parameters get; stable while the choice stands. */
export const useEngineChoice = (): { readonly use_spark?: false } => {
	const chosen = useSyncExternalStore(here.subscribe, here.state);
	return useMemo(() => (chosen ? { use_spark: false } : {}), [chosen]);
};
