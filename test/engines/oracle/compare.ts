/** Paths at which two JSON values differ: integers, text and null exactly, other numbers to 1e-9 of their size; keys in any order, lists in order. */
export const differences = (found: unknown, wanted: unknown, path = ""): string[] => {
	if (typeof found === "number" && typeof wanted === "number") return close(found, wanted) ? [] : [say(path, found, wanted)];
	if (Array.isArray(found) && Array.isArray(wanted)) {
		if (found.length !== wanted.length) return [`${path}.length: ${say("", found, wanted)}`];
		return found.flatMap((value, at) => differences(value, wanted[at], `${path}.${at}`));
	}
	if (isRecord(found) && isRecord(wanted)) {
		const keys = new Set([...Object.keys(found), ...Object.keys(wanted)]);
		return [...keys].flatMap((key) => differences(found[key], wanted[key], `${path}.${key}`));
	}
	return found === wanted ? [] : [say(path, found, wanted)];
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const close = (a: number, b: number): boolean => {
	if (Number.isInteger(a) && Number.isInteger(b)) return a === b;
	return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
};

const say = (path: string, found: unknown, wanted: unknown): string =>
	`${path}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`;
