import { Fault } from "../fault.js";

export type Raw = Readonly<Record<string, unknown>>;

/** An event of another product's client, in the fields of our own event. */
export interface Decoded {
	/** As POST /api/ingest takes it; judged by the same schema afterwards. */
	readonly input: Raw;
	/** The name that tells the commerce action, where it is not the event type. */
	readonly actionName?: string | undefined;
	/** The visitor's address as a server tells it. */
	readonly ip?: string | undefined;
}

/** How a client's events are read; it knows nothing of what becomes of them. */
export interface Wire {
	/** The source of its events, within which an event id counts once. */
	readonly source: string;
	/** Throws a Fault that names the client's own field. */
	readonly decode: (raw: unknown, receivedAt: number) => Decoded;
	/** The client's names of our fields, for faults found later. */
	readonly fields: Readonly<Record<string, string>>;
}

export const isRecord = (value: unknown): value is Raw => typeof value === "object" && value !== null && !Array.isArray(value);

/** An object, or an empty one in the place of anything else. */
export const recordOf = (value: unknown): Raw => (isRecord(value) ? value : {});

/** Text that says something; ids are sometimes numbers. */
export const textOf = (value: unknown): string | undefined =>
	typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;

/** Fields without those that say nothing. */
export const given = (fields: Raw): Raw =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

export const malformed = (path: string, message: string, fix: string): Fault => new Fault({ code: "malformed", path, message, fix });

export const objectOf = (raw: unknown, client: string): Raw => {
	if (isRecord(raw)) return raw;
	throw malformed("", "The event is not a JSON object", `Send it as ${client} does.`);
};
