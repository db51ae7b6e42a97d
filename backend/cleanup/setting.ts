import type { RuleSettings } from "../contract/cleanup.js";
import type { Ground } from "../noise/rule.js";
import { openGate } from "../store/gate.js";
import type { NoiseStore } from "../store/noise-port.js";
import { arrivalQueriesOf } from "./judging.js";
import { type CleanupSettings, changedRules, readSettings, saveSettings } from "./settings.js";

export interface SettingDeps {
	readonly store: Pick<NoiseStore, "cleanupSettings" | "saveCleanupSettings" | "watchArrivals">;
	readonly ground: () => Promise<Ground>;
}

export interface CleanupSetting {
	/** Judges arrivals by what is set, if it is not done so yet: in a shared store another console may have set it. */
	resume(): Promise<void>;
	/**
	 * Sets what the change names, one change after the other. Rejects with AppError `invalid` for a limit or an entry that cannot be, and with
	 * `unsupported` where arrivals cannot be judged; nothing was changed then.
	 */
	change(change: { readonly rules: RuleSettings; readonly on_arrival?: boolean | undefined }): Promise<CleanupSettings>;
}

const nameOf = ({ rules, on_arrival }: CleanupSettings): string => JSON.stringify(on_arrival ? rules : null);

/** The rules as they are set, and the arrivals that are judged by them. */
export const openSetting = ({ store, ground }: SettingDeps): CleanupSetting => {
	const gate = openGate(1);
	/** What arrivals are judged by now. */
	let watched = "null";
	const watch = async (settings: CleanupSettings): Promise<void> => {
		await store.watchArrivals(settings.on_arrival ? arrivalQueriesOf(settings.rules, await ground()) : null);
		watched = nameOf(settings);
	};
	const change: CleanupSetting["change"] = async ({ rules, on_arrival }) => {
		const before = await readSettings(store);
		const after: CleanupSettings = { rules: changedRules(before.rules, rules), on_arrival: on_arrival ?? before.on_arrival };
		if (before.on_arrival || after.on_arrival) await watch(after);
		await saveSettings(store, after);
		return after;
	};
	return {
		resume: () =>
			gate.enter(async () => {
				const settings = await readSettings(store);
				if (nameOf(settings) !== watched) await watch(settings);
			}),
		change: (wanted) => gate.enter(() => change(wanted)),
	};
};
