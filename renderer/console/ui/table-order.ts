import { type Cell, type Column, isNumeric } from "./column.js";

export interface Sort {
	readonly id: string;
	readonly desc: boolean;
}

/** A click on a header: numbers begin with the greatest, texts with the first; again turns it round. */
export const nextSort = (sort: Sort | null, column: Pick<Column<never>, "id" | "unit">): Sort =>
	sort?.id === column.id ? { id: column.id, desc: !sort.desc } : { id: column.id, desc: isNumeric(column) };

const compare = (a: Cell, b: Cell): number =>
	typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });

/** Places of the rows in the order wanted: what has no value is last either way, equal ones stay as they were. */
export const orderOf = <Row>(rows: readonly Row[], column: Column<Row> | undefined, desc: boolean): readonly number[] => {
	const places = rows.map((_, index) => index);
	if (!column) return places;
	const values = rows.map((row) => column.value(row));
	const at = (place: number): Cell => values[place] ?? null;
	return places.sort((a, b) => {
		const [left, right] = [at(a), at(b)];
		if (left === null || right === null) return Number(left === null) - Number(right === null);
		return desc ? compare(right, left) : compare(left, right);
	});
};
