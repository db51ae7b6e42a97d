import { limits } from "../contract/events.js";
import { Fault } from "./fault.js";

/** No JSON text of a number is longer; quotes, commas and colons are counted with each value. */
const perNumber = 28;

/** Levels of objects and lists in one another; a tower would end in the stack of whoever writes it out. */
export const deepest = 64;

const isDeeper = (value: unknown, levels: number): boolean => {
	if (typeof value !== "object" || value === null) return false;
	if (levels === 0) return true;
	for (const key in value) if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
	return false;
};

/** True for what must not be written out as JSON. */
export const isTooDeep = (raw: unknown): boolean => isDeeper(raw, deepest);

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

const tooDeep = (): Fault =>
	new Fault({
		code: "invalid",
		path: "",
		message: `The event is nested deeper than ${deepest} levels`,
		fix: "Send flatter properties.",
	});

/**
 * Refuses an event nested too deep, or of more than 32 KB, measured as compact JSON in UTF-8. A body that is no longer holds no such event,
 * and a bound over the values clears most others; only the rest is written out to be measured.
 */
export const checkSize = (raw: unknown, bodyBytes: number): void => {
	if (isTooDeep(raw)) throw tooDeep();
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
