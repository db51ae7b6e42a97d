import type { Sections } from "../../app/analysis-run.js";

export interface Leaf {
	readonly path: string;
	readonly value: string | number | null;
	readonly compared: string | number | null;
}

type Value = string | number | null;

const isLeaf = (value: unknown): value is Value => value === null || typeof value === "string" || typeof value === "number";

const walk = (value: unknown, path: string, into: Map<string, Value>): void => {
	if (isLeaf(value)) into.set(path, value);
	else if (typeof value === "object" && value !== null) {
		for (const [key, inner] of Object.entries(value)) walk(inner, path === "" ? key : `${path}.${key}`, into);
	}
};

/** Every number under its path, such as basic_metrics.visitors, beside the same of the compared period. */
export const flatten = (now: Sections, before: Sections | null): readonly Leaf[] => {
	const [here, there] = [new Map<string, Value>(), new Map<string, Value>()];
	walk(now, "", here);
	walk(before ?? {}, "", there);
	return [...here].map(([path, value]) => ({ path, value, compared: there.get(path) ?? null }));
};
