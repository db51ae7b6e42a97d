const span = /^(\d+)-(\d+)$/;

/** "2-5" of a list is its rows from 2 to 5, both inclusive; a name of theirs is its sum over them. Undefined where a row has no such number. */
const ofList = (rows: readonly unknown[], key: string): unknown => {
	const [, first, last] = span.exec(key) ?? [];
	if (first !== undefined && last !== undefined) return rows.slice(Number(first), Number(last) + 1);
	if (/^\d+$/.test(key)) return rows[Number(key)];
	const numbers = rows.map((row) => own(row, key));
	return numbers.length > 0 && numbers.every((value) => typeof value === "number")
		? numbers.reduce((sum, value) => sum + value, 0)
		: undefined;
};

const own = (value: unknown, key: string): unknown => {
	if (Array.isArray(value)) return ofList(value, key);
	return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
};

/**
 * What stands in detailed_metrics at a path, such as commerce.by_currency.0.aov; of several rows of a list its sum, as in
 * trend.points.1-6.sessions. Undefined for nothing.
 */
export const metricAt = (sections: object | null, path: string): unknown =>
	path.split(".").reduce<unknown>((value, key) => own(value, key), sections ?? undefined);
