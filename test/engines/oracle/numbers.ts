import { compareText } from "./model.js";

export const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b);

export const mean = (values: readonly number[]): number | null => ratio(sum(values), values.length);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const median = (values: readonly number[]): number | null => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	if (sorted.length === 0) return null;
	return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2 : (sorted[Math.floor(middle)] ?? 0);
};

export const max = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));

export const distinct = <T>(values: readonly T[]): number => new Set(values).size;

/** [key, how often], count descending, then key ascending. */
export const tally = (keys: readonly string[]): [string, number][] => {
	const counts = new Map<string, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
};

export const present = <T>(values: readonly (T | null)[]): T[] => values.filter((value): value is T => value !== null);

export const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
