import { type By, byColumns, pointerOf } from "./port.js";
import { words } from "./text.js";

/** Columns of `events` that `ev` and `evs` show as they are; `visitor` depends on the run. */
export const eventColumns = [
	"seq",
	"source",
	"event_id",
	"ts",
	"user_id",
	"session_id",
	"event_type",
	"action",
	"page",
	"product_id",
	"product_name",
	"product_category",
	"price",
	"quantity",
	"currency",
	"order_id",
	"revenue",
	"total",
	"search_term",
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"referrer",
	"channel",
	"device",
	"properties",
] as const;

/** How an engine writes what the relations' texts leave open. */
export interface Dialect {
	/** What stands before a parameter's name. */
	readonly mark: "$" | ":";
	/** The type of text. */
	readonly text: "VARCHAR" | "STRING";
}

export interface Relation {
	readonly name: string;
	readonly sql: string;
}

export type Relations = Readonly<Record<string, string>>;

/** The text of `by_value` in a row of `table`. Columns come from the closed list, paths and values are bound. */
const byText = (by: By | undefined, table: string, { mark, text }: Dialect): string => {
	if (!by) return `CAST(NULL AS ${text})`;
	const own = ownText(by, table, mark);
	if (!by.only) return own;
	const known = by.only.values.map((_, at) => `${mark}by_value_${at}`).join(", ");
	return `CASE WHEN ${own} IS NULL THEN NULL ${known === "" ? "" : `WHEN ${own} IN (${known}) THEN ${own} `}ELSE ${mark}by_others END`;
};

const ownText = (by: By, table: string, mark: Dialect["mark"]): string => {
	if (by.kind === "property") return `property_text(${table}.properties, ${mark}by_pointer)`;
	if (!byColumns.includes(by.column)) throw new Error(`Rows cannot be broken down by the column ${by.column}.`);
	return `${table}.${by.column}`;
};

/** What the text of a breakdown binds. */
export const byParams = (by: By | undefined): Readonly<Record<string, string>> => ({
	...(by?.kind === "property" ? { by_pointer: pointerOf(by.path) } : {}),
	...(by?.only ? { by_others: by.only.others } : {}),
	...Object.fromEntries((by?.only?.values ?? []).map((value, at) => [`by_value_${at}`, value])),
});

/** What a session holds as the first of its events, and by the same rule as a breakdown wants it. */
const ownOfSession: readonly string[] = ["channel", "device", "user_id"];

/** True where a session's own columns tell its `by_value`, so that its events need not be looked at. */
export const toldBySession = (by: By | undefined): boolean =>
	by === undefined || (by.kind === "column" && ownOfSession.includes(by.column));

/** Writes the events' columns and the breakdown where the texts leave them open; in the order in which relations may see each other. */
export const written = (all: Relations, by: By | undefined, dialect: Dialect): Relation[] =>
	Object.entries(all).map(([name, sql]) => ({
		name,
		sql: sql
			.replaceAll(/\/\*(\w+)\.columns\*\//g, (_, table: string) => eventColumns.map((column) => `${table}.${column}`).join(", "))
			.replaceAll(/\/\*(\w+)\.by\*\//g, (_, table: string) => byText(by, table, dialect)),
	}));

const withPeople: readonly string[] = ["ev", "evs", "tallies", "people", "ses_tallies"];

/** A question that names `person` gets the relations of events with it, by the text `person`; the others are spared the join. */
export const withPerson = (relations: readonly Relation[], person: string): Relation[] =>
	relations.flatMap(({ name, sql }) =>
		withPeople.includes(name)
			? [
					{ name: `${name}_without_person`, sql },
					{ name, sql: person.replace("/*events*/", `${name}_without_person`) },
				]
			: [{ name, sql }],
	);

/** Those that a question names, and those that these name. */
export const needed = (relations: readonly Relation[], sql: string): Relation[] => {
	const wanted = new Set(words(sql));
	const chosen: Relation[] = [];
	for (const relation of [...relations].reverse()) {
		if (!wanted.has(relation.name)) continue;
		chosen.unshift(relation);
		for (const word of words(relation.sql)) wanted.add(word);
	}
	return chosen;
};
