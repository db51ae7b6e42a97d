import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { AppError } from "../../../../backend/contract/errors.js";
import type { InsightProgress } from "../../../../backend/contract/insight-text.js";
import { useClient } from "../../app/client.js";

export interface Writing {
	/** Null when nothing is written. */
	readonly progress: InsightProgress | null;
	readonly error: unknown;
	readonly start: (id: string) => void;
	readonly cancel: () => void;
}

const beginning: InsightProgress = { type: "insights", step: "asking", section: null, characters: 0 };

/** Write again: the text of a saved analysis anew. Leaving the view cancels it, and the former text stays. */
export const useWrite = (): Writing => {
	const client = useClient();
	const queries = useQueryClient();
	const [progress, setProgress] = useState<InsightProgress | null>(null);
	const [error, setError] = useState<unknown>(null);
	const going = useRef<AbortController | null>(null);
	const cancel = useCallback(() => going.current?.abort(), []);
	useEffect(() => cancel, [cancel]);
	const start = useCallback(
		(id: string) => {
			if (going.current) return;
			const control = new AbortController();
			going.current = control;
			setError(null);
			setProgress(beginning);
			const follow = async (): Promise<void> => {
				for await (const message of await client.insights.write({ id }, { signal: control.signal })) {
					if (message.type === "insights") setProgress(message);
					else queries.setQueryData(["analysis", id], message.analysis);
				}
				await queries.invalidateQueries({ queryKey: ["model"] });
			};
			follow()
				.catch((cause: unknown) => {
					if (!control.signal.aborted && !(cause instanceof AppError && cause.code === "cancelled")) setError(cause);
				})
				.finally(() => {
					going.current = null;
					setProgress(null);
				});
		},
		[client, queries],
	);
	return { progress, error, start, cancel };
};
