import { limits } from "../contract/events.js";
import { Fault } from "./fault.js";

/** No JSON text of a number is longer; quotes, commas and colons are counted with each value. */
const perNumber = 28;

/** An upper bound of the JSON's bytes: six for each character ("\u0000"). Stops once past `most`. */
const boundOf = (value: unknown, most: number): number => {
	if (typeof value === "string") return 6 * value.length + 4;
	if (typeof value !== "object" || value === null) return perNumber;
	let bytes = 4;
	for (const key in value) {
		bytes += 6 * key.length + 4 + boundOf((value as Record<string, unknown>)[key], most - bytes);
		if (bytes > most) return bytes;
	}
	return bytes;
};

/**
 * Refuses an event of more than 32 KB, measured as compact JSON in UTF-8. A body that is no longer holds no such event,
 * and a bound over the values clears most others; only the rest is written out to be measured.
 */
export const checkSize = (raw: unknown, bodyBytes: number): void => {
	if (bodyBytes <= limits.eventBytes || boundOf(raw, limits.eventBytes) <= limits.eventBytes) return;
	const bytes = Buffer.byteLength(JSON.stringify(raw));
	if (bytes <= limits.eventBytes) return;
	throw new Fault({
		code: "too_large",
		path: "",
		message: `The event has ${bytes} bytes; ${limits.eventBytes} are allowed`,
		fix: "Send fewer or shorter properties, or split the event.",
	});
};
