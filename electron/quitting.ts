import { app } from "electron";

interface Closable {
	close(): Promise<void>;
}

/** A drain that hangs must not keep the process: what was acknowledged is on disk already. */
const patienceMs = 15_000;

export interface Quitting {
	/** Opens what is closed before the process ends, also when the end comes while it opens. Never resolves once the end has begun. */
	track<T extends Closable>(open: () => Promise<T>): Promise<T>;
}

/** Ends the process only after its work has drained: exiting while DuckDB runs a query aborts the process. */
export const drainBeforeExit = (): Quitting => {
	let tracked: Promise<Closable | null> = Promise.resolve(null);
	let draining = false;
	const drain = async (): Promise<void> => {
		const open = await tracked;
		await open?.close();
	};
	app.on("will-quit", (event) => {
		event.preventDefault();
		if (draining) return;
		draining = true;
		setTimeout(() => app.exit(1), patienceMs);
		drain().then(
			() => app.exit(0),
			(error: unknown) => {
				console.error("Closing failed.", error);
				app.exit(1);
			},
		);
	});
	return {
		track: (open) => {
			if (draining) return new Promise(() => undefined);
			const opening = open();
			tracked = opening.catch(() => null);
			return opening;
		},
	};
};
