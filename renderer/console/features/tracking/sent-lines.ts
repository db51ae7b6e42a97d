export interface SentLine {
	readonly text: string;
	/** It holds what was found fault with. */
	readonly faulty: boolean;
}

interface Place {
	readonly path: readonly string[];
	readonly label: string;
	readonly tail: string;
}

interface Line {
	readonly text: string;
	readonly path: string | null;
}

const joined = (path: readonly string[]): string => path.join("\u0000");

type Entry = readonly [key: string, value: unknown, label: string];

const entriesOf = (value: unknown): readonly Entry[] => {
	if (Array.isArray(value)) return value.map((one: unknown, index) => [String(index), one, ""] as const);
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).map(([key, one]) => [key, one, `${JSON.stringify(key)}: `] as const);
};

const linesOf = (value: unknown, { path, label, tail }: Place): readonly Line[] => {
	const entries = entriesOf(value);
	const indent = "  ".repeat(path.length);
	if (entries.length === 0) return [{ text: `${indent}${label}${JSON.stringify(value)}${tail}`, path: joined(path) }];
	const [first, last] = Array.isArray(value) ? "[]" : "{}";
	const inside = entries.flatMap(([key, one, inner], index) =>
		linesOf(one, { path: [...path, key], label: inner, tail: index < entries.length - 1 ? "," : "" }),
	);
	return [{ text: `${indent}${label}${first}`, path: joined(path) }, ...inside, { text: `${indent}${last}${tail}`, path: null }];
};

const parsed = (text: string): { readonly value: unknown } | null => {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return null;
	}
};

/** What the sender called the event; null where that cannot be read. */
export const sentName = (excerpt: string): string | null => {
	const entries = new Map(entriesOf(parsed(excerpt)?.value).map(([key, value]) => [key, value]));
	const name = ["event_type", "event", "type", "e"]
		.map((key) => entries.get(key))
		.find((value) => typeof value === "string" && value !== "");
	return typeof name === "string" ? name : null;
};

/** `properties.products[1].price`, `/products/1/price` and `products.1.price` name a place alike. */
const segmentsOf = (path: string): readonly string[] => path.split(/[.[\]/]+/).filter((part) => part !== "");

/**
 * What was sent, line by line, with the line at `path` marked. What is no whole JSON, such as an event that was cut after its
 * first 500 characters, stands as it is, without a mark.
 */
export const sentLines = (excerpt: string, path: string): readonly SentLine[] => {
	const json = parsed(excerpt);
	if (!json) return [{ text: excerpt, faulty: false }];
	const wanted = segmentsOf(path);
	const place = wanted.length === 0 ? null : joined(wanted);
	return linesOf(json.value, { path: [], label: "", tail: "" }).map((line) => ({
		text: line.text,
		faulty: line.path === place && place !== null,
	}));
};
