import { isIP } from "node:net";
import { type FileInfo, type ImportField, importField, type Mapping } from "../contract/transfer.js";
import { bareName, fieldNames } from "./field-names.js";
import { decimalOf, decimalText } from "./read-number.js";
import { dateOrderOf, isNaive, looksLikeTime } from "./read-time.js";

export interface SampledColumn {
	readonly name: string;
	/** Cells of the first rows, as they came; empty ones left out. */
	readonly cells: readonly unknown[];
}

export interface Guess {
	readonly field: ImportField;
	readonly fit: FileInfo["columns"][number]["fit"];
}

const share = (cells: readonly unknown[], test: (cell: unknown) => boolean): number =>
	cells.length === 0 ? 0 : cells.filter(test).length / cells.length;

const isNumber = (cell: unknown): boolean => decimalText(cell, "point") !== null || decimalText(cell, "comma") !== null;
const isAddress = (cell: unknown): boolean => typeof cell === "string" && /^(https?:\/\/|\/)/i.test(cell);
const isText = (cell: unknown): boolean => typeof cell === "string" || typeof cell === "number";
const isCurrency = (cell: unknown): boolean => typeof cell === "string" && /^[A-Za-z]{3}$/.test(cell.trim());
const isObject = (cell: unknown): boolean =>
	typeof cell === "string" ? /^\s*\{.*\}\s*$/s.test(cell) : typeof cell === "object" && cell !== null && !Array.isArray(cell);

/** What the values of a field look like; a column named for it is not believed when few of its values do. */
const valueTests: Readonly<Partial<Record<ImportField, (cell: unknown) => boolean>>> = {
	timestamp: looksLikeTime,
	url: isAddress,
	price: isNumber,
	quantity: isNumber,
	revenue: isNumber,
	total: isNumber,
	currency: isCurrency,
	ip: (cell) => typeof cell === "string" && isIP(cell.trim()) !== 0,
	user_agent: (cell) => typeof cell === "string" && /^[\w.+-]+\/[\d.]|mozilla|bot/i.test(cell),
	properties: isObject,
};

/** Columns that only our own export has, and what its import makes anew or takes from another column. */
const signature = ["event_id", "source", "timestamp", "received_at", "visitor", "user_verified", "noisy"] as const;
const madeAnew: ReadonlySet<string> = new Set([
	"received_at",
	"visitor",
	"user_verified",
	"action",
	"write_key",
	"ip_hash",
	"net_hash",
	"noisy",
	"noise_reasons",
	"noise_at",
]);

/** Our own export says in its names what each column is, the source of each event too. */
const isOwnExport = (columns: readonly SampledColumn[]): boolean =>
	signature.every((name) => columns.some((column) => column.name === name));

const ownGuess = ({ name }: SampledColumn): Guess => {
	if (madeAnew.has(name)) return { field: "skip", fit: "name" };
	const field = importField.safeParse(name);
	return { field: field.success ? field.data : "property", fit: field.success ? "name" : "none" };
};

/** A field goes to one column: the one whose name is the likelier and whose values do not speak against it. */
export const guessFields = (columns: readonly SampledColumn[]): Guess[] => {
	if (isOwnExport(columns)) return columns.map(ownGuess);
	const guesses = new Map<SampledColumn, Guess>();
	const fields = Object.keys(fieldNames) as ImportField[];
	for (const strength of ["strong", "weak"] as const)
		for (const field of fields) {
			if ([...guesses.values()].some((guess) => guess.field === field)) continue;
			const found = bestNamed(columns, { field, strength }, guesses);
			if (found && (strength === "strong" || worthy(found, field))) guesses.set(found, { field, fit: fitOf(found, strength) });
		}
	guessByValues(columns, guesses);
	return columns.map((column) => guesses.get(column) ?? { field: "property", fit: "none" });
};

const fitOf = ({ cells }: SampledColumn, strength: "strong" | "weak"): Guess["fit"] => {
	if (cells.length === 0) return "empty";
	return strength === "strong" ? "name" : "values";
};

/** A strong name is believed until most values speak against it: faulty cells are what a check is for. */
const needed = { strong: 0.5, weak: 0.8 } as const;

const bestNamed = (
	columns: readonly SampledColumn[],
	{ field, strength }: { readonly field: ImportField; readonly strength: "strong" | "weak" },
	taken: ReadonlyMap<SampledColumn, Guess>,
): SampledColumn | undefined =>
	(fieldNames[field]?.[strength] ?? [])
		.flatMap((name) => columns.filter((column) => bareName(column.name) === name && !taken.has(column)))
		.find(({ cells }) => cells.length === 0 || share(cells, valueTests[field] ?? isText) >= needed[strength]);

/** A weak name alone proves nothing: it needs values, and as an event's id each must occur once. */
const worthy = ({ cells }: SampledColumn, field: ImportField): boolean =>
	cells.length > 0 && (field !== "event_id" || (cells.length > 1 && new Set(cells).size === cells.length));

/** Only what values show beyond doubt. */
const guessByValues = (columns: readonly SampledColumn[], guesses: Map<SampledColumn, Guess>): void => {
	for (const field of ["timestamp", "ip"] as const) {
		if ([...guesses.values()].some((guess) => guess.field === field)) continue;
		const test = valueTests[field] ?? isText;
		const found = columns.find((column) => !guesses.has(column) && column.cells.length > 0 && share(column.cells, test) >= 0.95);
		if (found) guesses.set(found, { field, fit: "values" });
	}
};

const moneyFields: readonly ImportField[] = ["price", "revenue", "total"];

export interface Setting {
	/** The shop's zone, taken for naive times. */
	readonly tz: string;
	/** What separates the columns; null where the format has no such sign. */
	readonly delimiter: string | null;
}

/** Mapping and need of a zone, from the guessed fields and the values. */
export const guessMapping = (
	columns: readonly SampledColumn[],
	guesses: readonly Guess[],
	{ tz, delimiter }: Setting,
): { mapping: Mapping; needsZone: boolean } => {
	const cellsOf = (fields: readonly ImportField[]): readonly unknown[] =>
		columns.filter((_, at) => fields.includes(guesses[at]?.field ?? "skip")).flatMap(({ cells }) => cells);
	const times = cellsOf(["timestamp"]);
	const texts = (cells: readonly unknown[]): string[] => cells.filter((cell) => typeof cell === "string");
	const needsZone = times.some(isNaive);
	return {
		needsZone,
		mapping: {
			columns: columns.map(({ name }, at) => ({ column: name, field: guesses[at]?.field ?? "property" })),
			tz: needsZone ? tz : "UTC",
			date_order: dateOrderOf(texts(times)).order,
			decimal: decimalOf(texts(cellsOf(moneyFields)), delimiter),
			ambiguous: "first",
			default_event_type: eventTypeOf(guesses),
			default_currency: isOwnExport(columns) ? null : onlyCurrency(texts(cellsOf(["currency"]))),
			source: null,
		},
	};
};

/** Lines of invoices say nowhere that they are purchases. */
const eventTypeOf = (guesses: readonly Guess[]): string => {
	const has = (field: ImportField): boolean => guesses.some((guess) => guess.field === field);
	return !has("event_type") && !has("page") && !has("url") && has("price") && (has("quantity") || has("order_id"))
		? "purchase"
		: "pageview";
};

const onlyCurrency = (cells: readonly string[]): string | null => {
	const names = new Set(cells.map((cell) => cell.trim().toUpperCase()));
	const [only] = names;
	return names.size === 1 && only !== undefined ? only : null;
};
