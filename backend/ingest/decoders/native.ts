import type { z } from "zod";
import { type EventInput, eventInput } from "../../contract/events.js";
import { Fault } from "../fault.js";

const known: ReadonlySet<string> = new Set([
	"event_id",
	"client_id",
	"user_id",
	"session_id",
	"event_type",
	"page",
	"timestamp",
	"sent_at",
	"properties",
]);

type Raw = Record<string, unknown>;

const isRecord = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown, longest: number): boolean => typeof value === "string" && value.length > 0 && value.length <= longest;

/** Printable ASCII is what ids are made of; anything else is left to the schema. */
const plainId = /^[\x20-\x7e]{1,256}$/;

const isPlainId = (value: unknown): boolean => value === undefined || value === null || (typeof value === "string" && plainId.test(value));

const longestTime = 64;

const isTime = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === "number" && Number.isFinite(value)) ||
	(typeof value === "string" && value.length <= longestTime);

/**
 * A shortcut before the schema: true only for what `eventInput` is sure to accept as it is (a property test holds it to
 * that), which is nearly every event. It costs a tenth of the schema's 3.5 µs; whatever it doubts goes to the schema,
 * which alone refuses and says why.
 */
export const surelyFits = (raw: Raw): boolean =>
	isPlainId(raw["client_id"]) &&
	isPlainId(raw["user_id"]) &&
	isPlainId(raw["session_id"]) &&
	raw["event_id"] !== null &&
	isPlainId(raw["event_id"]) &&
	(raw["event_type"] === undefined || isText(raw["event_type"], 128)) &&
	(raw["page"] === undefined || raw["page"] === null || (typeof raw["page"] === "string" && raw["page"].length <= 2048)) &&
	isTime(raw["timestamp"]) &&
	isTime(raw["sent_at"]) &&
	(raw["properties"] === undefined || isRecord(raw["properties"]));

const fixes: Record<string, string> = {
	event_id: "Send text of 1 to 256 characters, or leave it out and the server makes one.",
	client_id: "Send the visitor's id as text of 1 to 256 characters, or leave it out.",
	user_id: "Send the user's id as text of 1 to 256 characters, or leave it out.",
	session_id: "Send the session's id as text of 1 to 256 characters, or leave it out.",
	event_type: "Send a name of 1 to 128 characters, such as pageview or purchase.",
	page: "Send the path as text of at most 2048 characters, such as /product/42.",
	timestamp: "Send epoch seconds or ISO 8601, or leave it out for now.",
	sent_at: "Send epoch seconds or ISO 8601, or leave it out.",
	properties: 'Send a JSON object, such as {"product_id": "42"}.',
};

type Issue = z.core.$ZodIssue;

const kindOf = (value: unknown): string => {
	if (value === null) return "null";
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" ? "an object" : `a ${typeof value}`;
};

/** What was found, in a sentence that names the field; the schema's own words are for programmers. */
const foundIn = (raw: unknown, { path, ...issue }: Issue): string => {
	const field = path.map(String).join(".");
	if (!isRecord(raw) || field === "") return `The event is ${kindOf(raw)}, not a JSON object`;
	if (issue.code === "too_small") return `${field} is empty`;
	if (issue.code === "too_big") return `${field} is longer than ${issue.maximum} characters`;
	if (issue.code === "invalid_format") return `${field} holds control characters`;
	if (issue.code === "invalid_union" && typeof raw[field] === "string") return `${field} is longer than ${longestTime} characters`;
	return `${field} is ${kindOf(raw[field])}`;
};

const oneEvent = 'Send a JSON object such as {"event_type": "pageview", "page": "/", "client_id": "c1"}.';
const severalEvents = 'Send each event as a JSON object of its own, or several as {"events": […]} to /api/ingest-batch.';

const refuse = (raw: unknown): never => {
	const issue = eventInput.safeParse(raw).error?.issues[0];
	const path = issue?.path.map(String).join(".") ?? "";
	throw new Fault({
		code: isRecord(raw) ? "invalid" : "malformed",
		path,
		message: issue ? foundIn(raw, issue) : "It does not fit the event schema",
		fix: fixes[path.split(".", 1)[0] ?? ""] ?? (Array.isArray(raw) ? severalEvents : oneEvent),
	});
};

/** Unknown top-level fields join the properties; a property of the same name keeps its place. */
const gathered = (raw: Raw): EventInput => {
	let others: Raw | undefined;
	for (const key in raw) {
		if (known.has(key)) continue;
		others ??= {};
		Object.defineProperty(others, key, { value: raw[key], enumerable: true, configurable: true, writable: true });
	}
	return others === undefined
		? (raw as EventInput)
		: ({ ...raw, properties: { ...others, ...(raw["properties"] as Raw | undefined) } } as EventInput);
};

/** The predecessor's event JSON, as POST /api/ingest takes it. Throws a Fault that names the field. */
export const decodeNative = (raw: unknown): EventInput => {
	if (!isRecord(raw)) return refuse(raw);
	if (surelyFits(raw) || eventInput.safeParse(raw).success) return gathered(raw);
	return refuse(raw);
};
