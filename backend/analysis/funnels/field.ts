import { AppError } from "../../contract/errors.js";
import type { Condition } from "../../contract/funnel.js";
import { byColumns, pointerOf } from "../../engine/port.js";
import { readBy } from "../reports/by.js";

export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** A condition over one event: words from closed lists, values only bound. */
export interface Predicate {
	readonly sql: string;
	readonly params: Params;
}

const textColumns = [...byColumns, "product_name", "order_id", "session_id", "visitor"] as const;
const numberColumns = ["price", "quantity", "revenue", "total"] as const;

/** Plain decimal text, also with an exponent: what else casts to a number differs between engines. */
const numeral = "'^-?[0-9]{1,20}([.][0-9]{1,20})?([eE][-+]?[0-9]{1,2})?$'";

/**
 * What must hold for an event's own value; `name` begins the names of its parameters. `not` holds also where the value is missing,
 * `greater` and `less` hold for numbers and texts that are one. Throws `invalid` where a column of numbers is asked as a text.
 */
export const predicateOf = (condition: Condition, name: string): Predicate => {
	const number = numberColumns.find((column) => column === condition.field);
	if (number) return ofNumber(`CAST(${number} AS DOUBLE)`, condition, name);
	const { sql, params } = textOf(condition.field, name);
	const own = ofText(sql, condition, name);
	return { sql: own.sql, params: { ...params, ...own.params } };
};

const textOf = (field: string, name: string): Predicate => {
	const column = textColumns.find((known) => known === field);
	if (column) return { sql: column, params: {} };
	const by = readBy(field);
	if (by.kind === "column") return { sql: by.column, params: {} };
	return { sql: `property_text(properties, :${name}_at)`, params: { [`${name}_at`]: pointerOf(by.path) } };
};

const ofText = (sql: string, condition: Condition, name: string): Predicate => {
	switch (condition.is) {
		case "exists":
			return { sql: `${sql} IS NOT NULL`, params: {} };
		case "missing":
			return { sql: `${sql} IS NULL`, params: {} };
		case "greater":
		case "less":
			return compared(`TRY_CAST(NULLIF(REGEXP_EXTRACT(${sql}, ${numeral}, 0), '') AS DOUBLE)`, condition, name);
		case "contains":
			return { sql: `CONTAINS(${sql}, :${name})`, params: { [name]: condition.value } };
		case "equals":
			return { sql: `${sql} = :${name}`, params: { [name]: condition.value } };
		case "not":
			return { sql: `${sql} IS DISTINCT FROM :${name}`, params: { [name]: condition.value } };
	}
};

const ofNumber = (sql: string, condition: Condition, name: string): Predicate => {
	switch (condition.is) {
		case "exists":
		case "missing":
			return ofText(sql, condition, name);
		case "greater":
		case "less":
			return compared(sql, condition, name);
		default:
			return equalNumber(sql, condition, name);
	}
};

const compared = (sql: string, { is, value }: Extract<Condition, { value: number }>, name: string): Predicate => ({
	sql: `${sql} ${is === "greater" ? ">" : "<"} CAST(:${name} AS DOUBLE)`,
	params: { [name]: value },
});

const equalNumber = (sql: string, { field, is, value }: Extract<Condition, { value: string }>, name: string): Predicate => {
	if (is === "contains" || value.trim() === "" || !Number.isFinite(Number(value))) {
		throw new AppError(
			"invalid",
			`${field} holds numbers, and was asked for "${value}". Ask whether it equals, is greater or less than a number.`,
			{
				path: "funnel.steps",
			},
		);
	}
	return { sql: `${sql} IS ${is === "not" ? "" : "NOT "}DISTINCT FROM CAST(:${name} AS DOUBLE)`, params: { [name]: Number(value) } };
};
