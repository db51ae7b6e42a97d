import { isUtf8 } from "node:buffer";
import express, { type Request, type RequestHandler, type Response } from "express";
import { AppError } from "../contract/errors.js";

const sizes = new WeakMap<object, number>();

/** Bytes of the body as it was read, inflated; 0 when there was none. */
export const bodyBytes = (request: Request): number => sizes.get(request) ?? 0;

const hasBody = ({ headers }: Request): boolean => headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

export interface BodyRules {
	readonly limit: number;
	/** Media types read as JSON. A body without a type is read as JSON too. */
	readonly types: readonly string[];
}

const typeOf = ({ headers }: Request): string | null => headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() || null;

/** Read leniently, ids that differ in a broken byte would become one. */
const notUtf8 = (): AppError =>
	new AppError("malformed_json", "The body is not well-formed UTF-8, so nothing of it was read. Encode it as UTF-8, then send it again.");

/**
 * Reads a JSON body (also gzip, br and deflate) of at most `limit` bytes, measured inflated. Fails with `too_large`,
 * `malformed_json` and `unsupported`.
 */
export const jsonBody = ({ limit, types }: BodyRules): RequestHandler => {
	const parse = express.json({
		limit,
		strict: false,
		type: () => true,
		verify: (request, _response, buffer, encoding) => {
			if (/^utf-?8$/i.test(encoding || "utf-8") && !isUtf8(buffer)) throw notUtf8();
			sizes.set(request, buffer.length);
		},
	});
	return (request: Request, response: Response, next) => {
		if (!hasBody(request)) return next();
		const type = typeOf(request);
		if (type === null || types.includes(type)) return parse(request, response, next);
		return next(new AppError("unsupported", `A body of type ${type} is not read here. Send ${types[0]}.`));
	};
};
