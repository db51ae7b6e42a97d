import { createHash } from "node:crypto";
import { Binary, BSON, type Document, Double, Int32, Long, ObjectId } from "mongodb";
import type { OldDocument } from "../../predecessor-port.js";

/** A value of the database as plain data. Dates stay dates; numbers that no double holds become their text. */
const plain = (value: unknown): unknown => {
	if (typeof value !== "object" || value === null || value instanceof Date) return value;
	if (Array.isArray(value)) return value.map(plain);
	if (value instanceof ObjectId) return value.toHexString();
	if (value instanceof Int32 || value instanceof Double) return value.valueOf();
	if (value instanceof Long) return Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value.toString();
	if (value instanceof Binary) return value.toString("base64");
	if ("_bsontype" in value) return (value as unknown as { toString(): string }).toString();
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
};

/** Text is an id of its own; another `_id` than text and ObjectId is told apart by a hash of it. */
const idOf = (key: unknown): string => {
	if (key instanceof ObjectId) return key.toHexString();
	const text = typeof key === "string" ? `text:${key}` : BSON.EJSON.stringify({ _id: key }, { relaxed: false });
	return `id-${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
};

export const oldDocument = ({ _id: key, ...fields }: Document): OldDocument => ({
	key,
	id: idOf(key),
	storedAt: key instanceof ObjectId ? key.getTimestamp().getTime() : null,
	fields: plain(fields) as OldDocument["fields"],
});
