import type { ImportField } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import type { NewEvent } from "../store/event.js";
import { idOf, objectOfCell, textOf } from "./cells.js";
import { columnOf, type Plan } from "./plan.js";
import type { RowProblem } from "./problems.js";
import { decimalText } from "./read-number.js";

export interface RowProperties {
	/** What normalisation reads: all of the row that has no place of its own in an event. */
	readonly sent: Record<string, unknown>;
	/** What is kept of an event's properties after it: the typed columns hold the rest, which is not stored twice. */
	kept(this: void, event: NewEvent): NewEvent["properties"];
}

type Bag = Record<string, unknown>;

/** Fields that go into the event's properties as text, under the names that normalisation knows. */
const textFields = [
	"url",
	"referrer",
	"product_id",
	"product_name",
	"product_category",
	"currency",
	"search_term",
	"user_agent",
	"utm_source",
	"utm_medium",
	"utm_campaign",
	"utm_term",
	"utm_content",
	"source",
] as const satisfies readonly ImportField[];

const numberFields = ["price", "quantity", "revenue", "total"] as const satisfies readonly ImportField[];
type NumberField = (typeof numberFields)[number];

/** A column may have any name, also that of every object's prototype. */
const put = (bag: Bag, name: string, value: unknown): void => {
	if (name === "__proto__") Object.defineProperty(bag, name, { value, enumerable: true, configurable: true, writable: true });
	else bag[name] = value;
};

/** Gathers the properties of a row; what cannot be read is added to `problems`. */
export const openRowProperties = (plan: Plan): ((row: FileRow, problems: RowProblem[]) => RowProperties) => {
	const texts = textFields.flatMap((field) => (plan.at[field] === undefined ? [] : [{ field, at: plan.at[field] }]));
	const numbers = numberFields.flatMap((field) => (plan.at[field] === undefined ? [] : [{ field, at: plan.at[field] }]));
	const orderAt = plan.at.order_id;
	const nestedAt = plan.at.properties;
	const fallback = plan.mapping.default_currency;

	/** Only a column mapped as the source, or an event's own properties, name the sender; a kept column of that name does not. */
	const beside = (row: FileRow): Bag => {
		const bag: Bag = {};
		if (row.extra) for (const name of Object.keys(row.extra)) put(bag, name, row.extra[name]);
		for (const { name, at } of plan.kept) if (textOf(row.cells[at]) !== null) put(bag, name, row.cells[at]);
		return bag;
	};
	const addMapped = (bag: Bag, row: FileRow, problems: RowProblem[]): void => {
		for (const { field, at } of texts) {
			const text = textOf(row.cells[at]);
			if (text !== null) bag[field] = text;
		}
		const order = orderAt === undefined ? null : idOf(row.cells[orderAt]);
		if (order !== null) bag["order_id"] = order;
		let amounts = false;
		for (const { field, at } of numbers) {
			const number = numberOf(plan, { field, cell: row.cells[at] }, problems);
			if (number === null) continue;
			bag[field] = number;
			amounts ||= field !== "quantity";
		}
		if (amounts && fallback !== null && bag["currency"] === undefined) bag["currency"] = fallback;
	};

	return (row, problems) => {
		const own = beside(row);
		const nested = nestedAt === undefined ? null : nestedOf(plan, row.cells[nestedAt], problems);
		const sent: Bag = { ...nested, ...own };
		if (Object.hasOwn(own, "source")) delete sent["source"];
		addMapped(sent, row, problems);
		const kept = (event: NewEvent): Bag => {
			dropHeld(own, event);
			return nested === null ? own : { ...left(event.properties, nested), ...own };
		};
		return { sent, kept };
	};
};

/** Columns that have no field of the mapping but a column of the event, as our own export writes them. */
const dropHeld = (own: Bag, event: NewEvent): void => {
	for (const name of ["device", "channel"] as const) if (own[name] !== undefined && own[name] === event[name]) delete own[name];
};

/** Of an event's own properties, those that normalisation left there. */
const left = (remaining: NewEvent["properties"], nested: Readonly<Bag>): Bag =>
	Object.fromEntries(Object.entries(remaining).filter(([name]) => Object.hasOwn(nested, name)));

const nestedOf = (plan: Plan, cell: unknown, problems: RowProblem[]): Readonly<Bag> | null => {
	const text = textOf(cell);
	if (text === null) return null;
	const object = objectOfCell(cell);
	if (object) return object;
	const { column = "properties" } = columnOf(plan, "properties");
	const message = `"${text.slice(0, 40)}" is no JSON object. It is kept as text.`;
	problems.push({ code: "properties_text", severity: "warning", title: "Properties are no object", message, column });
	return { [column]: cell };
};

const numberOf = (plan: Plan, { field, cell }: { field: NumberField; cell: unknown }, problems: RowProblem[]): string | null => {
	const text = textOf(cell);
	if (text === null) return null;
	const number = decimalText(cell, plan.mapping.decimal);
	if (number !== null) return number;
	const title = field === "quantity" ? "Quantity cannot be read" : "Amount cannot be read";
	const hint = text.includes(",") && plan.mapping.decimal === "point" ? " Choose a decimal comma if it is one." : "";
	const message = `"${text.slice(0, 40)}" is no number. Left out.${hint}`;
	problems.push({ code: `${field}_unreadable`, severity: "error", title, message, ...columnOf(plan, field) });
	return null;
};
