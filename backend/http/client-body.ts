import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import express, { type Request, type RequestHandler } from "express";
import { AppError } from "../contract/errors.js";
import { limits } from "../contract/events.js";

/** The bytes as they came, inflated where the header says that they are packed; at most 4 MB, inflated. */
export const rawBody: RequestHandler = express.raw({ limit: limits.batchBytes, type: () => true });

const inflate = promisify(gunzip);

const tooLarge = (): AppError =>
	new AppError("too_large", `The body is larger than ${limits.batchBytes / 1024 / 1024} MB when it is unpacked. Send smaller batches.`, {
		limit: limits.batchBytes,
	});

const malformed = (what: string): AppError =>
	new AppError(
		"malformed_json",
		`The body is ${what}, so nothing of it was read. Send JSON, plain, packed with gzip, or as base64 in a form.`,
	);

/** Some clients pack without saying so in a header; the first two bytes tell. The size is bounded while it is unpacked. */
const unpacked = async (bytes: Buffer): Promise<Buffer> => {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
	try {
		return await inflate(bytes, { maxOutputLength: limits.batchBytes });
	} catch (error) {
		throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : malformed("no whole gzip");
	}
};

const base64Form = /^[A-Za-z0-9+/_=\s-]+$/;

/** `data=…` of a form, or base64 alone; JSON otherwise. */
const plainText = async (text: string): Promise<string> => {
	const data = text.startsWith("data=") ? (new URLSearchParams(text).get("data") ?? "") : text;
	/** A plus sign of base64 that was not escaped reads as a blank in a form. */
	const packed = data.replaceAll(" ", "+");
	if (/^\s*[[{"]/.test(data) || !base64Form.test(packed)) return data;
	return textOf(await unpacked(Buffer.from(packed, "base64")));
};

const textOf = (bytes: Buffer): string => {
	if (!isUtf8(bytes)) throw malformed("not well-formed UTF-8");
	return bytes.toString();
};

export interface ClientBody {
	readonly value: unknown;
	/** Of the JSON text. */
	readonly bytes: number;
}

/** The JSON of a client's request, whatever it is wrapped in; behind `rawBody`. Throws AppError `malformed_json`, `too_large`. */
export const clientBody = async ({ body }: Request): Promise<ClientBody> => {
	const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
	const text = await plainText(textOf(await unpacked(bytes)));
	try {
		return { value: JSON.parse(text), bytes: Buffer.byteLength(text) };
	} catch {
		throw malformed("no JSON");
	}
};
