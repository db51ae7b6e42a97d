/**
 * Reads values of BSON documents where they lie (bsonspec.org, 1.1), for the many that are read in one go: without an object of each, and
 * without a new text of what comes again and again. What is not of the usual kinds throws `odd`, and is for the driver's own reader.
 */

/** One for all, since making an error costs more than reading a document. */
export const odd = new Error("This BSON document is for the driver to read.");

/** Of an element: the byte before its name. */
export const kinds = { double: 1, text: 2, object: 3, array: 4, bool: 8, date: 9, none: 10, int: 16, long: 18, decimal: 19 } as const;

/** Bytes of the values that have one size. */
const sizes: Readonly<Record<number, number>> = { 1: 8, 6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 };

/** Bytes of a value of the kind that begins at `at`. */
export const sizeAt = (bytes: Buffer, at: number, kind: number): number => {
	if (kind === kinds.text) return 4 + bytes.readInt32LE(at);
	if (kind === kinds.object || kind === kinds.array) return bytes.readInt32LE(at);
	if (kind === 5) return 5 + bytes.readInt32LE(at);
	const size = sizes[kind];
	if (size === undefined) throw odd;
	return size;
};

/** Texts that came last, by what their bytes hash to; ASCII alone, whose bytes are its characters. */
const remembered = 8_192;
const longest = 128;
const words: (string | undefined)[] = Array.from({ length: remembered }, () => undefined);

const isAt = (bytes: Buffer, at: number, text: string): boolean => {
	for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) !== bytes[at + index]) return false;
	return true;
};

/** Not UTF-8: the driver refuses it. */
const decoded = (bytes: Buffer, at: number, end: number): string => {
	const text = bytes.toString("utf8", at, end);
	if (text.includes("\ufffd")) throw odd;
	return text;
};

const wordAt = (bytes: Buffer, at: number, end: number): string => {
	const length = end - at;
	if (length > longest) return decoded(bytes, at, end);
	let [hash, all] = [length, 0];
	for (let index = at; index < end; index++) {
		const byte = bytes[index] as number;
		hash = (Math.imul(hash, 31) + byte) | 0;
		all |= byte;
	}
	if (all > 127) return decoded(bytes, at, end);
	const place = (hash ^ (hash >>> 13)) & (remembered - 1);
	const known = words[place];
	if (known !== undefined && known.length === length && isAt(bytes, at, known)) return known;
	const text = bytes.toString("latin1", at, end);
	words[place] = text;
	return text;
};

/** Where the NUL behind an element's name is, which begins at `at`. */
export const nameEnd = (bytes: Buffer, at: number): number => {
	let end = at;
	while (bytes[end] !== 0) {
		end += 1;
		if (end >= bytes.length) throw odd;
	}
	return end;
};

export const nameAt = wordAt;

export const textAt = (bytes: Buffer, at: number): string => wordAt(bytes, at + 4, at + 3 + bytes.readInt32LE(at));

/** Of a long or a date; past what a number holds exactly it is odd. */
export const wholeAt = (bytes: Buffer, at: number): number => {
	const whole = bytes.readInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at);
	if (!Number.isSafeInteger(whole)) throw odd;
	return whole;
};

/** The most that a Date holds, epoch ms. */
const lastDate = 8.64e15;

/** Epoch ms. */
export const dateAt = (bytes: Buffer, at: number): number => {
	const ms = wholeAt(bytes, at);
	if (Math.abs(ms) > lastDate) throw odd;
	return ms;
};

const bias = 6_176;
const mostPlaces = 6;

/** Decimal text as Decimal128's toString has it; an amount of up to 15 digits and 6 places. */
export const decimalAt = (bytes: Buffer, at: number): string => {
	const top = bytes.readUInt32LE(at + 12);
	// The form of infinities, of what is no number, and of more than 33 digits; then digits past the low 64 bits.
	if (((top >>> 29) & 3) === 3 || (top & 0x1ffff) !== 0 || bytes.readUInt32LE(at + 8) !== 0) throw odd;
	const places = bias - ((top >>> 17) & 0x3fff);
	if (places < 0 || places > mostPlaces) throw odd;
	const digits = String(Math.abs(wholeAt(bytes, at))).padStart(places + 1, "0");
	if (bytes.readInt32LE(at + 4) < 0) throw odd;
	const sign = top >>> 31 === 1 ? "-" : "";
	return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

const valueAt = (bytes: Buffer, at: number, kind: number): unknown => {
	switch (kind) {
		case kinds.text:
			return textAt(bytes, at);
		case kinds.int:
			return bytes.readInt32LE(at);
		case kinds.double:
			return bytes.readDoubleLE(at);
		case kinds.bool:
			return bytes[at] === 1;
		case kinds.none:
			return null;
		case kinds.object:
			return objectAt(bytes, at, null);
		case kinds.array:
			return arrayAt(bytes, at);
		default:
			throw odd;
	}
};

const arrayAt = (bytes: Buffer, start: number): unknown[] => {
	const values: unknown[] = [];
	for (let at = start + 4; bytes[at] !== 0; ) {
		const kind = bytes[at] as number;
		const value = nameEnd(bytes, at + 1) + 1;
		values.push(valueAt(bytes, value, kind));
		at = value + sizeAt(bytes, value, kind);
	}
	return values;
};

/** A document of JSON's kinds, without one of its names. */
export const objectAt = (bytes: Buffer, start: number, without: string | null): Record<string, unknown> => {
	const object: Record<string, unknown> = {};
	for (let at = start + 4; bytes[at] !== 0; ) {
		const kind = bytes[at] as number;
		const end = nameEnd(bytes, at + 1);
		const name = nameAt(bytes, at + 1, end);
		// The driver has meanings of its own for names with $; and this one is no name like others.
		if (name.startsWith("$") || name === "__proto__") throw odd;
		if (name !== without) object[name] = valueAt(bytes, end + 1, kind);
		at = end + 1 + sizeAt(bytes, end + 1, kind);
	}
	return object;
};
