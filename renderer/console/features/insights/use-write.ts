import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { AppError } from "../../../../backend/contract/errors.js";
import type { InsightProgress } from "../../../../backend/contract/insight-text.js";
import type { InsightMessage } from "../../../../backend/contract/insights.js";
import { useClient } from "../../app/client.js";

export interface Writing {
	/** Null when nothing is written. */
	readonly progress: InsightProgress | null;
	readonly error: unknown;
	/** Writes the text anew. */
	readonly start: () => void;
	/** Stops it, and the former text stays. */
	readonly cancel: () => void;
}

const beginning: InsightProgress = { type: "insights", step: "asking", section: null, characters: 0 };

const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === "cancelled";

/**
 * The writing of a saved analysis' text, by whoever it was asked for: the server goes on with it when this view is left, and the view
 * follows it again when it is opened anew.
 */
export const useWrite = (id: string | undefined): Writing => {
	const client = useClient();
	const queries = useQueryClient();
	const [progress, setProgress] = useState<InsightProgress | null>(null);
	const [error, setError] = useState<unknown>(null);
	const leave = useRef<AbortController>(new AbortController());
	const hear = useCallback(
		async (
			of: string,
			open: (signal: AbortSignal) => Promise<AsyncIterable<InsightMessage>>,
			{ signal }: AbortController,
		): Promise<void> => {
			try {
				for await (const message of await open(signal)) {
					if (signal.aborted) break;
					if (message.type === "insights") setProgress(message);
					else {
						queries.setQueryData(["analysis", of], message.analysis);
						void queries.invalidateQueries({ queryKey: ["model"] });
					}
				}
			} catch (cause: unknown) {
				if (!signal.aborted && !isCancelled(cause)) setError(cause);
			} finally {
				// It may end while nobody looks: what is kept of the analysis then is old.
				if (signal.aborted) void queries.invalidateQueries({ queryKey: ["analysis", of] });
				else setProgress(null);
			}
		},
		[queries],
	);
	useEffect(() => {
		const control = new AbortController();
		leave.current = control;
		if (id !== undefined) void hear(id, (signal) => client.insights.follow({ id }, { signal }), control);
		return () => {
			control.abort();
			setProgress(null);
			setError(null);
		};
	}, [id, client, hear]);
	const start = useCallback(() => {
		if (id === undefined) return;
		setError(null);
		setProgress((going) => going ?? beginning);
		void hear(id, (signal) => client.insights.write({ id }, { signal }), leave.current);
	}, [id, client, hear]);
	const cancel = useCallback(() => {
		if (id !== undefined) client.insights.cancel({ id }).catch(setError);
	}, [id, client]);
	return { progress, error, start, cancel };
};
