import type { NoiseRuleId, RuleSetting } from "../contract/cleanup.js";
import type { NoiseQuery } from "../store/noise-port.js";

export interface Limit {
	readonly label: string;
	readonly usual: number;
	readonly least: number;
	readonly most: number;
}

export interface List {
	readonly label: string;
	readonly usual: readonly string[];
	/** Throws AppError `invalid` for an entry that cannot be used. */
	readonly check?: (entry: string) => void;
}

/** A rule's values: as they were set, or as they usually are. */
export interface Values {
	readonly limit: (name: string) => number;
	readonly list: (name: string) => readonly string[];
}

/** What a rule may need beside its values. */
export interface Ground {
	/** Keyed hashes of an address and of its network, as events carry them; null for what is no address. */
	readonly hashAddress: (address: string) => { readonly ipHash: string; readonly netHash: string } | null;
	/** True when each event is judged as if it were the only one. */
	readonly single: boolean;
}

/** One reason to call an event noise. */
export interface NoiseRule {
	readonly rule: NoiseRuleId;
	readonly title: string;
	/** What it finds and what it spares, in a reader's words. */
	readonly about: string;
	/** 0 to 1: how sure it is. */
	readonly score: number;
	/** True when it can judge an event by itself, as it arrives: its query then names no `browsing` and no `views`. */
	readonly alone: boolean;
	readonly limits: Readonly<Record<string, Limit>>;
	readonly lists: Readonly<Record<string, List>>;
	/** The limits in a few words. */
	threshold(values: Values): string;
	query(values: Values, ground: Ground): Omit<NoiseQuery, "reason">;
}

export const valuesOf = ({ limits, lists }: NoiseRule, setting: RuleSetting | undefined): Values => ({
	limit: (name) => setting?.limits?.[name] ?? (limits[name] as Limit).usual,
	list: (name) => setting?.lists?.[name] ?? (lists[name] as List).usual,
});

export const counted = (count: number, noun: string): string => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
