import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { DryRunResult, RuleSettings } from "../../../../backend/contract/cleanup.js";
import { useClient } from "../../app/client.js";
import { useChange, useChanger } from "./use-changer.js";
import { useWork } from "./use-work.js";

const keys = { rules: ["cleanup", "rules"], runs: ["cleanup", "runs"] } as const;

type Looked = { readonly type: "done"; readonly result: DryRunResult };

/** Rules, dry run, runs and what changes them, for events of the last so many days. The first dry run begins with the view. */
export const useCleanup = (days: number | undefined) => {
	const client = useClient();
	const queries = useQueryClient();
	const since = days === undefined ? {} : { since_days: days };
	const look = useWork<typeof since, Looked>((input, signal) => client.cleanup.dryRun(input, { signal }));
	const { start } = look;

	const changer = useChanger();
	const change = useChange(changer);
	const changing = change.state === "changing";
	// Once a change has ended, what was found before holds no longer.
	useEffect(() => {
		if (!changing) start(days === undefined ? {} : { since_days: days });
	}, [start, days, changing]);
	const setArrival = useMutation({
		mutationFn: (on_arrival: boolean) => client.cleanup.changeRules({ on_arrival }),
		onSuccess: (answer) => queries.setQueryData(keys.rules, answer),
	});
	const set = useMutation({
		mutationFn: (rules: RuleSettings) => client.cleanup.changeRules({ rules }),
		onSuccess: (answer) => {
			queries.setQueryData(keys.rules, answer);
			start(since);
		},
	});
	const rules = useQuery({ queryKey: keys.rules, queryFn: ({ signal }) => client.cleanup.rules(undefined, { signal }) });
	const runs = useQuery({ queryKey: keys.runs, queryFn: ({ signal }) => client.cleanup.runs({ limit: 50 }, { signal }) });
	return { look, again: () => start(since), since, changer, change, set, setArrival, rules, runs };
};

export type Cleanup = ReturnType<typeof useCleanup>;
