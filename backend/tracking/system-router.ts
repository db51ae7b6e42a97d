import { os } from "../operations.js";
import type { EventReader, SettingsStore, Store } from "../store/ports.js";
import { type BackupDeps, backUpStore } from "./back-up.js";
import type { LastBackup } from "./last-backup.js";

export interface SystemDeps {
	readonly store: EventReader & SettingsStore & Pick<Store, "kind" | "problem">;
	readonly backUp: BackupDeps["backUp"];
	readonly lastBackup: LastBackup;
	/** What came to this server of late. */
	readonly lately: () => { readonly perMinute: number; readonly rejected: number };
	readonly now: () => number;
	readonly version: string;
	/** Name of the analysis engine. */
	readonly engine: string;
	/** Path of the store's file, or where a shared one is. */
	readonly path: string;
	/** The newest lines of the log. */
	readonly logLines: () => readonly string[];
	/** Asks outside, whenever it is called. */
	readonly newest: (signal?: AbortSignal) => Promise<{ readonly version: string; readonly newer: boolean; readonly url: string }>;
	/** Where the embedded server listens now, or why it does not. */
	readonly listening: () => { readonly address: string | null; readonly problem: string | null };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A key sent as undefined is a key not sent. */
const given = <T extends object>(change: T): Given<T> =>
	Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;

/** The operations of contract `system`. */
export const systemRouter = ({
	store,
	backUp,
	lastBackup,
	lately,
	now,
	version,
	engine,
	path,
	listening,
	logLines,
	newest,
}: SystemDeps) => ({
	health: os.system.health.handler(() => ({ status: "ok" as const, engine })),
	log: os.system.log.handler(() => ({ lines: [...logLines()] })),
	updates: os.system.updates.handler(({ signal }) => newest(signal)),
	status: os.system.status.handler(async ({ context }) => {
		const counts = await store.counts();
		const { address, problem } = listening();
		const { perMinute: per_minute, rejected } = lately();
		return {
			version,
			address,
			listen_problem: problem,
			store: {
				...{ kind: store.kind, problem: store.problem(), bytes: counts.bytes },
				path: context.caller.role === "local" ? path : null,
				last_backup_at: store.kind === "embedded" ? await lastBackup.at() : null,
			},
			lately: { per_minute, rejected },
			events: counts.events,
			noisy: counts.noisy,
			rejected: counts.rejected,
			first_ts: counts.firstTs,
			last_ts: counts.lastTs,
			last_received_at: counts.lastReceivedAt,
			now: now(),
		};
	}),
	settings: os.system.settings.handler(() => store.settings()),
	backUp: os.system.backUp.handler(async function* ({ input, context: { caller }, signal }) {
		yield* backUpStore({ backUp, lastBackup, now, path }, { caller, folder: input.folder, signal });
	}),
	changeSettings: os.system.changeSettings.handler(({ input }) => store.changeSettings(given(input))),
});
