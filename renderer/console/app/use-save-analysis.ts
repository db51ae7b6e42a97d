import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { AnalysisParams, FilterParams } from "../../../backend/contract/analysis.js";
import { AppError } from "../../../backend/contract/errors.js";
import { failureOf } from "../ui/failure.js";
import { beginning, type RunState, withMessage } from "./analysis-run.js";
import { type Client, useClient } from "./client.js";
import { useEngineChoice } from "./engine-choice.js";
import { keys } from "./queries.js";

/** Runs to its end and tells each step. */
const follow = async (client: Client, params: AnalysisParams, signal: AbortSignal, tell: (state: RunState) => void): Promise<RunState> => {
	let state = beginning;
	for await (const message of await client.analysis.run({ params: { ...params, kind: "detailed" }, save: true }, { signal })) {
		state = withMessage(state, message);
		tell(state);
	}
	return state;
};

const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === "cancelled";

export interface Saving {
	/** Null when nothing runs. */
	readonly state: RunState | null;
	readonly start: (params: FilterParams) => void;
	readonly cancel: () => void;
}

/** Run analysis: computes, saves, then opens what was saved. Leaving the view cancels it; nothing half is kept. */
export const useSaveAnalysis = (onSaved: (id: string) => void): Saving => {
	const client = useClient();
	const queries = useQueryClient();
	const [state, setState] = useState<RunState | null>(null);
	const engine = useEngineChoice();
	const going = useRef<AbortController | null>(null);
	const cancel = useCallback(() => going.current?.abort(), []);
	useEffect(() => cancel, [cancel]);
	const start = useCallback(
		(params: FilterParams) => {
			if (going.current) return;
			const control = new AbortController();
			going.current = control;
			setState(beginning);
			follow(client, { ...params, ...engine }, control.signal, setState)
				.then(({ analysis }) => {
					if (!analysis) return;
					queries.setQueryData(["analysis", analysis._id], analysis);
					void queries.invalidateQueries({ queryKey: keys.analyses });
					onSaved(analysis._id);
				})
				.catch((error: unknown) => {
					if (isCancelled(error) || control.signal.aborted) return;
					notifications.show({ title: "The analysis was not saved.", message: failureOf(error).message, color: "red", autoClose: false });
				})
				.finally(() => {
					going.current = null;
					setState(null);
				});
		},
		[client, queries, onSaved, engine],
	);
	return { state, start, cancel };
};
