import { AppError } from "../contract/errors.js";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export const encodingNames = {
	"utf-8": "UTF-8",
	"utf-16le": "UTF-16",
	"utf-16be": "UTF-16, big endian",
	"windows-1252": "Windows-1252",
} as const satisfies Record<Encoding, string>;

/** What 0x80 to 0x9F mean where Windows-1252 differs from Latin-1: https://encoding.spec.whatwg.org/index-windows-1252.txt */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * By byte order mark, else by zeros at every other byte, else UTF-8 where it is valid, else Windows-1252.
 * Throws AppError `unsupported` for binary content.
 */
export const encodingOf = (head: Buffer, name: string): Encoding => {
	if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
	if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
	const zeros = [0, 0];
	for (let at = 0; at < Math.min(head.length, 4096); at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
	const [even = 0, odd = 0] = zeros;
	const half = Math.min(head.length, 4096) / 2;
	if (odd > half * 0.6 && even === 0) return "utf-16le";
	if (even > half * 0.6 && odd === 0) return "utf-16be";
	if (even + odd > 0)
		throw new AppError(
			"unsupported",
			`${name} is a binary file, and of no kind that is read here. Save what it holds as CSV, then import that.`,
		);
	return validUtf8(head) ? "utf-8" : "windows-1252";
};

/** The head may end within a character. */
const validUtf8 = (head: Buffer): boolean => {
	try {
		new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
		return true;
	} catch {
		return false;
	}
};

/** Decodes as it comes; the byte order mark is dropped. Bytes that are no character become U+FFFD. */
export async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
	if (encoding === "windows-1252") {
		for await (const chunk of chunks) yield windows1252(chunk);
		return;
	}
	const decoder = new TextDecoder(encoding);
	for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
	const rest = decoder.decode();
	if (rest !== "") yield rest;
}

/** Not by TextDecoder: several releases of Node decode this name as Latin-1 (nodejs/node#56542). */
const windows1252 = (chunk: Buffer): string =>
	chunk.toString("latin1").replace(/[\u0080-\u009f]/g, (sign) => windows[sign.charCodeAt(0) - 0x80] ?? sign);
