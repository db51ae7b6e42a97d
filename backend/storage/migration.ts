import { AppError } from "../contract/errors.js";
import type { MigrationProgress, MigrationResult, MigrationState } from "../contract/migration.js";
import { messagesOf } from "../messages.js";
import { os } from "../operations.js";
import type { Hold } from "../store/hold.js";
import type { OldData } from "../store/predecessor-port.js";
import { backupsOf, backupsToBe, migrate, rehearse } from "./migrate.js";
import { beginNote, readNote } from "./migration-note.js";

export interface MigrationDeps {
	/** Null on a store that no predecessor can have filled. */
	readonly old: OldData | null;
	readonly hold: Pick<Hold, "closed">;
	readonly now: () => number;
}

export interface Migration {
	readonly router: ReturnType<typeof routerOf>;
	/** Stops what runs and waits for its end. Call it before the store closes. */
	close(): Promise<void>;
}

interface Work {
	running: Promise<unknown> | null;
}

/** Whatever became of it. */
const ended = async ({ running }: Work): Promise<void> => {
	if (running) await Promise.allSettled([running]);
};

const nothing: MigrationState = { found: null, backups: [], state: "none", began_at: null, finished_at: null, aside: [] };

const stateOf = async ({ old, now }: MigrationDeps, { running }: Work): Promise<MigrationState> => {
	if (old === null) return nothing;
	const [found, note] = [await old.counts(), await readNote(old)];
	const state = running ? "running" : note?.state === "running" ? "interrupted" : (note?.state ?? "none");
	const backups = note?.state === "running" ? backupsOf(old, note) : backupsToBe(old, found, now());
	const done = note === null ? [] : await old.aside();
	return { found, backups, state, began_at: note?.began_at ?? null, finished_at: note?.finished_at ?? null, aside: [...done] };
};

const unsupported = (): AppError =>
	new AppError(
		"unsupported",
		"The store is the embedded one, which the Python system cannot have filled. Choose the MongoDB that it filled.",
	);

/** What somebody agreed to is what is there, but for what came since. */
const checkConfirmed = async (old: OldData, confirmed: number | undefined): Promise<void> => {
	const { events } = await old.counts();
	if (confirmed !== undefined && confirmed <= events) return;
	throw new AppError(
		"conflict",
		confirmed === undefined
			? `Say how many events are to be taken over: ${events}. Nothing was changed.`
			: `There are ${events} events to take over now, and ${confirmed} were confirmed. Nothing was changed. Look again, then confirm that number.`,
		{ reason: "confirm", events },
	);
};

type Message = ({ readonly type: "progress" } & MigrationProgress) | { readonly type: "done"; readonly result: MigrationResult };

const routerOf = (deps: MigrationDeps, work: Work, closing: AbortSignal) => ({
	state: os.migration.state.handler(() => stateOf(deps, work)),
	run: os.migration.run.handler(async function* ({ input, signal: asked }) {
		const { old, hold, now } = deps;
		if (old === null) throw unsupported();
		if (work.running) throw new AppError("conflict", "The Python system's data is being read already. Wait for its end, or stop it.");
		if (hold.closed)
			throw new AppError("conflict", "All data is being moved to another store. Take the Python system's over when that is done.");
		if (!input.dry_run) await checkConfirmed(old, input.confirmed);
		const left = new AbortController();
		const signal = AbortSignal.any([left.signal, closing, ...(asked ? [asked] : [])]);
		const messages = messagesOf<Message, MigrationResult>((tell) => {
			const given = { old, now, signal, tell: (progress: MigrationProgress) => tell({ type: "progress", ...progress }) };
			const running = (input.dry_run ? rehearse(given) : migrate(given, () => beginNote(old, now()))).finally(() => {
				work.running = null;
			});
			work.running = running;
			running.catch(() => undefined); // Thrown below, to whoever still listens.
			return running;
		});
		try {
			yield { type: "done" as const, result: yield* messages };
		} finally {
			left.abort();
			await ended(work);
		}
	}),
});

/** Taking over what a predecessor left in the database. */
export const openMigration = (deps: MigrationDeps): Migration => {
	const work: Work = { running: null };
	const closing = new AbortController();
	return {
		router: routerOf(deps, work, closing.signal),
		close: async () => {
			closing.abort();
			await ended(work);
		},
	};
};
