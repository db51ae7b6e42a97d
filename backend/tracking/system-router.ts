import { os } from "../operations.js";
import type { EventReader, SettingsStore } from "../store/ports.js";

export interface SystemDeps {
	readonly store: EventReader & SettingsStore & { readonly kind: "embedded" };
	readonly now: () => number;
	readonly version: string;
	/** Name of the analysis engine. */
	readonly engine: string;
	/** Path of the store's file. */
	readonly path: string;
	/** Where the embedded server listens now, or why it does not. */
	readonly listening: () => { readonly address: string | null; readonly problem: string | null };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A key sent as undefined is a key not sent. */
const given = <T extends object>(change: T): Given<T> =>
	Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;

/** The operations of contract `system`. */
export const systemRouter = ({ store, now, version, engine, path, listening }: SystemDeps) => ({
	health: os.system.health.handler(() => ({ status: "ok" as const, engine })),
	status: os.system.status.handler(async ({ context }) => {
		const counts = await store.counts();
		const { address, problem } = listening();
		return {
			version,
			address,
			listen_problem: problem,
			store: { kind: store.kind, bytes: counts.bytes, path: context.caller.role === "local" ? path : null },
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
	changeSettings: os.system.changeSettings.handler(({ input }) => store.changeSettings(given(input))),
});
