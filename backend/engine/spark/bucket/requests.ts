import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import { AppError } from "../../../contract/errors.js";
import { type BucketAddress, bucketUrl } from "./address.js";
import { failureOf, type Refused, refusedBy, unreachable } from "./failure.js";

const tries = 4;
const firstPauseMs = 250;
/** Of one try: what is sent at once has at most 16 MiB. */
const tryLimitMs = 60_000;

export interface Asked {
	/** For failures, between "to" and the bucket: "write to". */
	readonly action: string;
	readonly method: "GET" | "PUT" | "POST" | "DELETE";
	/** From the bucket's root; empty for the bucket itself. */
	readonly key?: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: Uint8Array<ArrayBuffer> | string;
	readonly signal?: AbortSignal | undefined;
}

export interface Replied {
	readonly body: string;
	readonly headers: Headers;
}

export interface Requests {
	/**
	 * Asks until there is an answer, at most four times: where nothing came back, where the service is busy or failed. Rejects with AppError
	 * `engine_unavailable`, which says what to do, and with `cancelled` once the signal aborts.
	 */
	ask(asked: Asked): Promise<Replied>;
}

const encoded = (key: string): string =>
	key
		.split("/")
		.map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`))
		.join("/");

/** The service may do better the next time. */
const passes = ({ status, code }: Refused): boolean => status >= 500 || status === 429 || code === "RequestTimeout";

const cancelled = (): AppError => new AppError("cancelled", "The question was cancelled before it was answered.");

export const openRequests = (address: BucketAddress): Requests => {
	const { region, credentials } = address;
	const { accessKeyId, secretAccessKey, sessionToken } = credentials;
	/** Signing keys of the day. */
	const cache = new Map<string, ArrayBuffer>();
	const send = async ({ method, key = "", query = {}, body, signal }: Asked): Promise<Response> => {
		const url = new URL(`${bucketUrl(address)}/${encoded(key)}`);
		for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
		const signer = new AwsV4Signer({
			method,
			url: url.href,
			/** The service refuses a body that came otherwise than it was sent. */
			headers: {
				"X-Amz-Content-Sha256": createHash("sha256")
					.update(body ?? "")
					.digest("hex"),
			},
			accessKeyId,
			secretAccessKey,
			...(sessionToken === null ? {} : { sessionToken }),
			service: "s3",
			region,
			cache,
		});
		const signed = await signer.sign();
		const late = AbortSignal.timeout(tryLimitMs);
		return fetch(signed.url, {
			method,
			headers: signed.headers,
			...(body === undefined ? {} : { body }),
			redirect: "manual",
			signal: signal ? AbortSignal.any([signal, late]) : late,
		});
	};
	/** What the try came to: an answer, a refusal, or what kept an answer away. */
	const once = async (asked: Asked): Promise<Replied | Refused | { readonly cause: unknown }> => {
		try {
			const response = await send(asked);
			const body = await response.text();
			// Where it took long to put an object together, a failure comes as the body of a 200.
			if (response.ok && !/^\s*(?:<\?xml[^>]*\?>\s*)?<Error>/.test(body)) return { body, headers: response.headers };
			const refused = refusedBy(asked.action, response, body);
			return response.ok ? { ...refused, status: 500 } : refused;
		} catch (cause) {
			return { cause };
		}
	};
	return {
		ask: async (asked) => {
			for (let tried = 1; ; tried += 1) {
				if (asked.signal?.aborted) throw cancelled();
				const outcome = await once(asked);
				if ("body" in outcome) return outcome;
				if (asked.signal?.aborted) throw cancelled();
				if (!("cause" in outcome) && !passes(outcome)) throw failureOf(address, outcome);
				if (tried === tries) throw "cause" in outcome ? unreachable(address, { cause: outcome.cause, tries }) : failureOf(address, outcome);
				await pause(firstPauseMs * 2 ** (tried - 1), null, asked.signal ? { signal: asked.signal } : {}).catch(() => undefined); // Aborted: told above.
			}
		},
	};
};
