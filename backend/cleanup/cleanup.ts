import type { TrialEngine } from "../engine/port.js";
import { openAddressHash } from "../ingest/index.js";
import { lazily } from "../lazily.js";
import type { Log } from "../logging.js";
import type { Ground } from "../noise/rule.js";
import { os } from "../operations.js";
import type { NoiseStore } from "../store/noise-port.js";
import type { EventReader, SettingsStore, Store } from "../store/ports.js";
import { dryRun } from "./dry-run.js";
import { follow } from "./follow.js";
import { carryOut } from "./run.js";
import { type CleanupSetting, openSetting } from "./setting.js";
import { type CleanupSettings, infoOf, readSettings, titleOf } from "./settings.js";
import { streamed } from "./stream.js";
import { eventsOf, openTeller, upToDate } from "./teller.js";
import { openTurns } from "./turns.js";

export interface CleanupDeps {
	readonly store: NoiseStore & Pick<EventReader, "counts"> & Pick<SettingsStore, "secret"> & Pick<Store, "kind">;
	readonly engine: TrialEngine;
	readonly now: () => number;
	readonly log: Log;
}

export interface Cleanup {
	readonly router: ReturnType<typeof routerOf>;
	/** Cancels what runs and waits for its end. Call it before the store closes. */
	close(): Promise<void>;
}

/** Finds noise, marks or deletes it, and puts it back. Arrivals are judged from here on where that is set. */
export const openCleanup = async (deps: CleanupDeps): Promise<Cleanup> => {
	const closing = new AbortController();
	const turns = openTurns();
	const ground = lazily(async (): Promise<Ground> => ({ hashAddress: openAddressHash(await deps.store.secret()), single: false }));
	const setting = openSetting({ store: deps.store, ground });
	const following = deps.store.kind === "embedded" ? null : follow(setting, deps.log);
	if (following === null) await setting.resume();
	return {
		router: routerOf({ ...deps, setting, ground, turns, closing: closing.signal }),
		close: async () => {
			closing.abort();
			await following?.end();
			await turns.idle();
		},
	};
};

interface Parts extends CleanupDeps {
	readonly setting: CleanupSetting;
	readonly ground: () => Promise<Ground>;
	readonly turns: ReturnType<typeof openTurns>;
	readonly closing: AbortSignal;
}

const told = ({ rules, on_arrival }: CleanupSettings) => ({ rules: infoOf(rules), on_arrival });

const routerOf = (parts: Parts) => {
	const { store, setting, turns, now, log, closing } = parts;
	const either = (signal: AbortSignal | undefined): AbortSignal => AbortSignal.any([closing, ...(signal ? [signal] : [])]);
	/** Undoes or redoes a run, telling how far it is. */
	const turned = (way: "undo" | "redo", run: number, asked: AbortSignal | undefined) =>
		streamed(either(asked), (tell, signal) =>
			turns.change(async () => {
				const doing = way === "undo" ? "Putting back" : "Marking again";
				const onEvents = eventsOf({ done: 0, total: 1, doing }, tell, now);
				openTeller(tell, now)({ done: 0, total: 1, doing: upToDate });
				return { type: "done" as const, run: await store[way](run, { at: now(), signal, onEvents }) };
			}),
		);
	return {
		rules: os.cleanup.rules.handler(async () => told(await readSettings(store))),
		changeRules: os.cleanup.changeRules.handler(async ({ input }) => told(await setting.change(input))),
		dryRun: os.cleanup.dryRun.handler(async function* ({ input, signal: asked }) {
			yield* streamed(either(asked), (tell, signal) =>
				turns.look(async () => ({ type: "done" as const, result: await dryRun(parts, { sinceDays: input.since_days, tell, signal }) })),
			);
		}),
		run: os.cleanup.run.handler(async function* ({ input, signal: asked }) {
			const { action, since_days: sinceDays, confirm } = input;
			yield* streamed(either(asked), (tell, signal) =>
				turns.change(async () => {
					const run = await carryOut(parts, { action, sinceDays, confirm, tell, signal });
					if (run) log.info({ run: run.run, action, events: run.events, ms: now() - run.at }, "clean-up run ended");
					return { type: "done" as const, run };
				}),
			);
		}),
		undo: os.cleanup.undo.handler(async function* ({ input, signal }) {
			yield* turned("undo", input.run, signal);
		}),
		redo: os.cleanup.redo.handler(async function* ({ input, signal }) {
			yield* turned("redo", input.run, signal);
		}),
		runs: os.cleanup.runs.handler(async ({ input }) => ({ items: await store.runs(input.limit) })),
		marks: os.cleanup.marks.handler(async ({ input }) => ({
			items: (await store.marksOf(input.seq)).map((mark) => ({ ...mark, title: titleOf(mark.reason) })),
		})),
	};
};
