/** The same answer gives the same text whatever order keys came in; sums of doubles may differ in the last digits. */
export const canonical = (value: unknown): unknown => {
	if (typeof value === "number" && !Number.isInteger(value)) return Number(value.toPrecision(12));
	if (Array.isArray(value)) return value.map(canonical);
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, inner]) => [key, canonical(inner)]),
	);
};
