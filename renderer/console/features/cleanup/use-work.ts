import { useCallback, useEffect, useRef, useState } from "react";
import type { CleanupProgress } from "../../../../backend/contract/cleanup.js";

export interface Work<Input, Done> {
	/** How far it is; null while nothing runs. */
	readonly progress: CleanupProgress | null;
	readonly result: Done | null;
	readonly error: unknown;
	/** Starts it; one that runs is cancelled first. */
	readonly start: (input: Input) => void;
	readonly cancel: () => void;
}

const starting: CleanupProgress = {
	type: "progress",
	done: 0,
	total: 1,
	doing: "Starting",
	share: 0,
	events: 0,
	expected_events: 0,
	rate: null,
	left_ms: null,
};

type Messages<Done> = AsyncIterable<CleanupProgress | Done>;

/** A look of the server that streams its progress. Leaving the view cancels it; it changes nothing. */
export const useWork = <Input, Done extends { readonly type: "done" }>(
	ask: (input: Input, signal: AbortSignal) => Promise<Messages<Done>>,
): Work<Input, Done> => {
	const [progress, setProgress] = useState<Work<Input, Done>["progress"]>(null);
	const [result, setResult] = useState<Done | null>(null);
	const [error, setError] = useState<unknown>(null);
	const running = useRef<AbortController | null>(null);
	const latest = useRef(ask);
	latest.current = ask;

	const cancel = useCallback((): void => {
		running.current?.abort();
		running.current = null;
		setProgress(null);
	}, []);
	const start = useCallback((input: Input): void => {
		running.current?.abort();
		const own = new AbortController();
		running.current = own;
		setError(null);
		setProgress(starting);
		const follow = async (): Promise<void> => {
			for await (const message of await latest.current(input, own.signal)) {
				if (own.signal.aborted) return;
				if (message.type === "progress") setProgress(message as CleanupProgress);
				else setResult(message as Done);
			}
		};
		follow()
			.catch((failure: unknown) => {
				if (!own.signal.aborted) setError(failure);
			})
			.finally(() => {
				if (running.current !== own) return;
				running.current = null;
				setProgress(null);
			});
	}, []);
	useEffect(() => () => running.current?.abort(), []);
	return { progress, result, error, start, cancel };
};
