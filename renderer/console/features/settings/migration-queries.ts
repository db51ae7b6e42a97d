import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { MigrationProgress, MigrationResult } from "../../../../backend/contract/migration.js";
import { useClient } from "../../app/client.js";

const migrationKey = ["migration"] as const;

export const useMigrationState = () => {
	const client = useClient();
	return useQuery({ queryKey: migrationKey, queryFn: ({ signal }) => client.migration.state(undefined, { signal }) });
};

export interface MigrationRun {
	readonly progress: MigrationProgress | null;
	readonly result: MigrationResult | null;
	readonly error: unknown;
	/** Reads all and writes nothing. */
	readonly check: () => void;
	/** `confirmed`: the number of events that was shown. */
	readonly start: (confirmed: number) => void;
	readonly stop: () => void;
}

/** One run at a time. Leaving the page stops it; started again, it goes on where it was. */
export const useMigrationRun = (): MigrationRun => {
	const client = useClient();
	const queries = useQueryClient();
	const stopping = useRef<AbortController | null>(null);
	const [progress, setProgress] = useState<MigrationProgress | null>(null);
	const [result, setResult] = useState<MigrationResult | null>(null);
	const [error, setError] = useState<unknown>(null);
	const follow = async (input: { dry_run: boolean; confirmed?: number }, signal: AbortSignal): Promise<void> => {
		for await (const message of await client.migration.run(input, { signal })) {
			if (message.type === "progress") setProgress(message);
			else setResult(message.result);
		}
	};
	const run = (input: { dry_run: boolean; confirmed?: number }): void => {
		const own = new AbortController();
		stopping.current = own;
		setError(null);
		setResult(null);
		setProgress({ step: input.dry_run ? "checking" : "backup", of: "events", done: 0, total: 0 });
		follow(input, own.signal)
			.catch((cause: unknown) => {
				if (!own.signal.aborted) setError(cause);
			})
			.finally(() => {
				setProgress(null);
				void queries.invalidateQueries();
			});
	};
	return {
		progress,
		result,
		error,
		check: () => run({ dry_run: true }),
		start: (confirmed) => run({ dry_run: false, confirmed }),
		stop: () => stopping.current?.abort(),
	};
};
