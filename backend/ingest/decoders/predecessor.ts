import type { EventInput } from "../../contract/events.js";
import { Fault } from "../fault.js";
import { decodeNative } from "./native.js";
import { isRecord } from "./wire.js";

type Raw = Readonly<Record<string, unknown>>;

/** The store's own words beside an event. */
const notTold: ReadonlySet<string> = new Set(["event_id", "timestamp", "flag", "properties", "sent_at"]);

const fault = (code: Fault["code"], path: string, message: string): Fault =>
	new Fault({ code, path, message, fix: "Mend it where the document was set aside, and put it back." });

/** JSON has no such number, so that it would become nothing in silence. Dates become text. */
const settled = (value: unknown, path: string): unknown => {
	if (typeof value === "number" && !Number.isFinite(value)) throw fault("invalid", path, `${path} is ${value}, which is no number`);
	if (value instanceof Date) {
		if (Number.isNaN(value.getTime())) throw fault("bad_time", path, `${path} is no date`);
		return value.toISOString();
	}
	if (Array.isArray(value)) return value.map((inner, index) => settled(inner, `${path}.${index}`));
	if (!isRecord(value)) return value;
	const entries = Object.entries(value).map(([name, inner]) => [name, settled(inner, `${path}.${name}`)] as const);
	return Object.fromEntries(entries);
};

/** Epoch seconds, or the text that says when. Missing is no time: what was stored long ago did not happen now. */
const timeOf = ({ timestamp, occurred_at: occurred }: Raw): number | string => {
	const told = timestamp ?? occurred;
	if (told === undefined || told === null || told === "") throw fault("bad_time", "timestamp", "The document has no time");
	if (told instanceof Date && !Number.isNaN(told.getTime())) return told.getTime() / 1000;
	if (typeof told === "number" && Number.isFinite(told)) return told;
	if (typeof told === "string") return told;
	throw fault("bad_time", "timestamp", "The time is neither a date nor a number nor text");
};

/** An event document of the predecessor, as plain data, under an id made from its own. Throws a Fault that names the field. */
export const decodePredecessor = (fields: Raw, id: string): EventInput => {
	const timestamp = timeOf(fields);
	const own: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(fields)) if (!notTold.has(name)) own[name] = settled(value, name);
	const properties = fields["properties"] ?? {};
	const input = decodeNative({ ...own, event_id: id, timestamp, properties: settled(properties, "properties") });
	return input;
};
