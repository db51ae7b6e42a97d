import { type Request, type RequestHandler, type Response, Router } from "express";
import { AppError } from "../contract/errors.js";
import { batchInput, limits } from "../contract/events.js";
import { invalidInput } from "../failures.js";
import type { Ingest, IngestRequest } from "../ingest/ingest.js";
import type { StoredWriteKey } from "../store/ports.js";
import { bodyBytes, jsonBody } from "./body.js";
import { vouchedUser } from "./caller.js";
import { addressLimit, crossOrigin, type KeyedDeps, requireKey, termsOf, writeKeyOf } from "./keyed.js";
import { isLocalClient, peerOf } from "./peer.js";

export interface IngestRoutesDeps {
	readonly ingest: Ingest;
	readonly trustProxy: boolean;
}

export interface KeyedIngestDeps extends KeyedDeps {
	readonly ingest: Ingest;
}

const requestOf = (request: Request, response: Response): IngestRequest => ({
	peer: peerOf(request),
	userAgent: request.headers["user-agent"] ?? null,
	bodyBytes: bodyBytes(request),
	vouchedUser: vouchedUser(response),
});

const isBatch = (body: unknown): body is { readonly events: readonly unknown[]; readonly sent_at?: number | string | null } =>
	batchInput.safeParse(body).success;

const tooMany = (count: number): AppError =>
	new AppError("too_large", `A batch holds at most ${limits.batchEvents} events; this one has ${count}. Send several batches.`, {
		events: count,
		limit: limits.batchEvents,
	});

const batchOf = (body: unknown) => {
	const events = (body as { events?: unknown } | null | undefined)?.events;
	if (Array.isArray(events) && events.length > limits.batchEvents) throw tooMany(events.length);
	if (isBatch(body)) return body;
	throw invalidInput(batchInput.safeParse(body).error?.issues ?? []);
};

/** Events without a write key come from this computer only. */
const localOnly =
	(trustProxy: boolean): RequestHandler =>
	(request, _response, next) =>
		isLocalClient(request, trustProxy)
			? next()
			: next(
					new AppError(
						"unauthenticated",
						"Events from another computer need a write key. Make one in the console's tracking view, and send it as ?write_key= or X-Write-Key.",
					),
				);

/** text/plain is what navigator.sendBeacon sends. */
const eventBody = jsonBody({ limit: limits.batchBytes, types: ["application/json", "text/plain"] });

/** By the kind of its key; a server's events are `api`, as those without a key are. */
const sources: Readonly<Record<StoredWriteKey["kind"], string>> = { browser: "web", server: "api", shop: "shop" };

const keyedRequest = (request: Request, response: Response): IngestRequest => ({
	...termsOf(response),
	source: sources[writeKeyOf(response).kind],
	peer: peerOf(request),
	userAgent: request.headers["user-agent"] ?? null,
	bodyBytes: bodyBytes(request),
});

/** A beacon can set no header, so the address may hold the key. */
const sentKey = ({ query, headers }: Request): string | undefined => {
	const sent = query["write_key"] ?? headers["x-write-key"];
	return typeof sent === "string" ? sent : undefined;
};

const ingestPaths = ["/api/ingest", "/api/ingest-batch"];

/** With a write key: from any address and any origin that the key admits. What carries none is left to the routes behind. */
export const keyedIngestRoutes = ({ ingest, ...deps }: KeyedIngestDeps): Router => {
	const router = Router();
	const whenKeyed: RequestHandler = (request, _response, next) => {
		const asksFirst = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
		next(asksFirst || (request.method === "POST" && sentKey(request) !== undefined) ? undefined : "router");
	};
	router.all(ingestPaths, whenKeyed, crossOrigin(deps.keys), addressLimit(deps.limits), ...requireKey(deps, sentKey), eventBody);
	router.post("/api/ingest", async (request, response) => {
		response.json({ event_id: await ingest.one(request.body, keyedRequest(request, response)) });
	});
	router.post("/api/ingest-batch", async (request, response) => {
		const { events, sent_at: sentAt } = batchOf(request.body);
		response.json(await ingest.batch(events, { ...keyedRequest(request, response), sentAt }));
	});
	return router;
};

/** Plain routes, since the contract library costs a quarter of the rate here; their schemas are the contract's. */
export const ingestRoutes = ({ ingest, trustProxy }: IngestRoutesDeps): Router => {
	const router = Router();
	router.post("/api/ingest", localOnly(trustProxy), eventBody, async (request, response) => {
		response.json({ event_id: await ingest.one(request.body, requestOf(request, response)) });
	});
	router.post("/api/ingest-batch", localOnly(trustProxy), eventBody, async (request, response) => {
		const { events, sent_at: sentAt } = batchOf(request.body);
		response.json(await ingest.batch(events, { ...requestOf(request, response), sentAt }));
	});
	return router;
};
