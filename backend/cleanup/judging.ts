import type { RuleSettings } from "../contract/cleanup.js";
import { type Ground, type NoiseRule, valuesOf } from "../noise/rule.js";
import { rules } from "../noise/rules.js";
import type { NoiseQuery } from "../store/noise-port.js";
import { isOn } from "./settings.js";

const asked = (rule: NoiseRule, settings: RuleSettings, ground: Ground): NoiseQuery => ({
	reason: rule.rule,
	...rule.query(valuesOf(rule, settings[rule.rule]), ground),
});

/** The queries of the rules that are on, in the order of the rules. */
export const queriesOf = (settings: RuleSettings, ground: Ground): NoiseQuery[] =>
	rules.filter(({ rule }) => isOn(settings[rule])).map((rule) => asked(rule, settings, ground));

/** The same for events as they arrive: the rules that can judge an event by itself. */
export const arrivalQueriesOf = (settings: RuleSettings, ground: Ground): NoiseQuery[] =>
	rules.filter(({ rule, alone }) => alone && isOn(settings[rule])).map((rule) => asked(rule, settings, { ...ground, single: true }));
