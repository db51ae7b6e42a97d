import { z } from "zod";
import { noiseRules, type RuleInfo, type RuleSetting, type RuleSettings, ruleSettings } from "../contract/cleanup.js";
import { AppError } from "../contract/errors.js";
import { type NoiseRule, valuesOf } from "../noise/rule.js";
import { rules } from "../noise/rules.js";
import type { NoiseStore } from "../store/noise-port.js";

const refusal = (rule: NoiseRule, words: string): AppError =>
	new AppError("invalid", `The rule ${rule.rule} (${rule.title}): ${words}`, { rule: rule.rule });

const checkLimits = (rule: NoiseRule, limits: NonNullable<RuleSetting["limits"]>): void => {
	for (const [name, value] of Object.entries(limits)) {
		const limit = Object.hasOwn(rule.limits, name) ? rule.limits[name] : undefined;
		if (!limit) throw refusal(rule, `there is no limit ${name}. It has: ${Object.keys(rule.limits).join(", ") || "none"}.`);
		if (!Number.isInteger(value) || value < limit.least || value > limit.most)
			throw refusal(rule, `${name} is ${value}; give a whole number from ${limit.least} to ${limit.most}.`);
	}
};

const checkLists = (rule: NoiseRule, lists: NonNullable<RuleSetting["lists"]>): void => {
	for (const [name, entries] of Object.entries(lists)) {
		const list = Object.hasOwn(rule.lists, name) ? rule.lists[name] : undefined;
		if (!list) throw refusal(rule, `there is no list ${name}. It has: ${Object.keys(rule.lists).join(", ") || "none"}.`);
		for (const entry of entries) list.check?.(entry);
	}
};

const ruleOf = (id: (typeof noiseRules)[number]): NoiseRule => {
	const rule = rules.find((one) => one.rule === id);
	if (!rule) throw new Error(`No rule ${id} is written.`);
	return rule;
};

export interface CleanupSettings {
	readonly rules: RuleSettings;
	/** Events are marked as they arrive. */
	readonly on_arrival: boolean;
}

/** The settings as they were kept; an unreadable text would have been written by a newer version, and is refused. */
export const readSettings = async (store: Pick<NoiseStore, "cleanupSettings">): Promise<CleanupSettings> => {
	const { on_arrival, ...kept } = z
		.looseObject({ on_arrival: z.boolean().default(false) })
		.parse(JSON.parse((await store.cleanupSettings()) ?? "{}"));
	return { rules: ruleSettings.parse(kept), on_arrival };
};

export const saveSettings = (store: Pick<NoiseStore, "saveCleanupSettings">, { rules: set, on_arrival }: CleanupSettings): Promise<void> =>
	store.saveCleanupSettings(JSON.stringify({ ...set, on_arrival }));

/** The rules with what the change names in its place. Throws AppError `invalid` for a limit or an entry that cannot be. */
export const changedRules = (before: RuleSettings, change: RuleSettings): RuleSettings => {
	const settings: RuleSettings = { ...before };
	for (const id of noiseRules) {
		const changed = change[id];
		if (!changed) continue;
		const rule = ruleOf(id);
		checkLimits(rule, changed.limits ?? {});
		checkLists(rule, changed.lists ?? {});
		const old = settings[id];
		settings[id] = {
			on: changed.on ?? old?.on,
			limits: { ...old?.limits, ...changed.limits },
			lists: { ...old?.lists, ...changed.lists },
		};
	}
	return settings;
};

export const isOn = (setting: RuleSetting | undefined): boolean => setting?.on ?? true;

export const infoOf = (settings: RuleSettings): RuleInfo[] =>
	rules.map((rule) => {
		const values = valuesOf(rule, settings[rule.rule]);
		return {
			rule: rule.rule,
			title: rule.title,
			about: rule.about,
			on: isOn(settings[rule.rule]),
			threshold: rule.threshold(values),
			alone: rule.alone,
			limits: Object.entries(rule.limits).map(([name, limit]) => ({ name, value: values.limit(name), ...limit })),
			lists: Object.entries(rule.lists).map(([name, { label, usual }]) => ({
				name,
				label,
				values: [...values.list(name)],
				usual: [...usual],
			})),
		};
	});

export const titleOf = (reason: string): string | null => rules.find(({ rule }) => rule === reason)?.title ?? null;
