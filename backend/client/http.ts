import { createORPCClient } from "@orpc/client";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { contract } from "../contract/contract.js";
import type { Client } from "./client.js";
import { readErrorBody, throwAppErrors } from "./failures.js";

export interface HttpClientOptions {
	/** Sent as Bearer. A browser leaves it out: its cookie goes along by itself. */
	readonly token?: string;
	readonly fetch?: (request: Request, init: { redirect?: Request["redirect"] }) => Promise<Response>;
}

/** The client over HTTP. `base` is an origin, such as http://127.0.0.1:8000. */
export const httpClient = (base: string, options: HttpClientOptions = {}): Client => {
	const link = new OpenAPILink(contract, {
		url: base,
		headers: options.token === undefined ? {} : { authorization: `Bearer ${options.token}` },
		...(options.fetch ? { fetch: options.fetch } : {}),
		customErrorResponseBodyDecoder: (body, response) => readErrorBody(body, response.status),
		interceptors: [throwAppErrors],
	});
	return createORPCClient(link);
};
