import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { MoveProgress, MoveResult, StorageState, StoreKind } from "../../../../backend/contract/storage.js";
import { useClient } from "../../app/client.js";
import { format } from "../../ui/format.js";
import { ProgressBar } from "../../ui/progress.js";
import { ErrorPanel } from "../../ui/states.js";
import { Row } from "./row.js";
import classes from "./settings.module.css";
import { storageKey } from "./storage-queries.js";

/** What was given in the fields; an address left out is the one that is kept. */
export type Given = { readonly uri?: string; readonly database?: string };

const stepWords = (step: string): string => {
	if (step === "checking") return "Comparing both stores";
	return step === "marks" ? "Marks of noise" : step.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
};

const Done = ({ result }: { result: MoveResult }) => (
	<div role="status">
		<p>
			<b className="num">{format.count(result.events)}</b> events and all else are there, the same in every field. The source is as it was.
		</p>
		{result.unmoved.map(({ what, count }) => (
			<p key={what} className={classes.quiet}>
				Stays behind: {format.count(count)} {what}.
			</p>
		))}
	</div>
);

export interface Move {
	readonly progress: MoveProgress | null;
	readonly result: MoveResult | null;
	readonly error: unknown;
	readonly start: (to: StoreKind, given: Given) => void;
	readonly stop: () => void;
}

/**
 * Copies all data to the other kind of store, and chooses it. Leaving the page stops it; started again, it goes on where it was. Held above
 * what is made anew when another store is chosen, so that its proof stays to be read.
 */
export const useMove = (): Move => {
	const client = useClient();
	const queries = useQueryClient();
	const stop = useRef<AbortController | null>(null);
	const [progress, setProgress] = useState<MoveProgress | null>(null);
	const [result, setResult] = useState<MoveResult | null>(null);
	const [error, setError] = useState<unknown>(null);
	const follow = async (to: StoreKind, given: Given, signal: AbortSignal): Promise<void> => {
		for await (const message of await client.storage.move({ to, use: true, ...given }, { signal })) {
			if (message.type === "progress") setProgress(message);
			else setResult(message.result);
		}
	};
	const start: Move["start"] = (to, given) => {
		const own = new AbortController();
		stop.current = own;
		setError(null);
		setResult(null);
		setProgress({ step: "events", done: 0, total: 0 });
		follow(to, given, own.signal)
			.catch((cause: unknown) => {
				if (!own.signal.aborted) setError(cause);
			})
			.finally(() => {
				setProgress(null);
				void queries.invalidateQueries({ queryKey: storageKey });
			});
	};
	return { progress, result, error, start, stop: () => stop.current?.abort() };
};

interface MoveRowProps {
	readonly state: StorageState;
	readonly given: () => Given;
	readonly move: Move;
}

export const MoveRow = ({ state, given, move: { progress, result, error, start, stop } }: MoveRowProps) => {
	const to = state.in_use.kind === "embedded" ? "mongodb" : "embedded";
	const where = to === "mongodb" ? "MongoDB" : "the embedded store";
	return (
		<Row
			title="Move all data"
			about={`To ${where}, which must be empty. Nothing is stored meanwhile: trackers keep what they have. The source stays as it is. Clean-up runs go along, with what they deleted.`}
		>
			{progress ? (
				<>
					<ProgressBar share={progress.total === 0 ? 0 : progress.done / progress.total} label={stepWords(progress.step)}>
						<span className="num">
							{stepWords(progress.step)}, {format.count(progress.done)} of {format.count(progress.total)}
						</span>
					</ProgressBar>
					<Button mt={8} variant="default" onClick={stop}>
						Stop
					</Button>
				</>
			) : (
				!state.held && (
					<Button variant="default" disabled={state.moving} onClick={() => start(to, given())}>
						Move all data to {where}
					</Button>
				)
			)}
			{result && <Done result={result} />}
			{Boolean(error) && <ErrorPanel what="The data was not moved." error={error} />}
		</Row>
	);
};
