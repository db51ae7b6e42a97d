import { type Request, type RequestHandler, type Response, Router } from "express";
import { AppError } from "../contract/errors.js";
import { batchInput, limits } from "../contract/events.js";
import { invalidInput } from "../failures.js";
import type { Ingest, IngestRequest } from "../ingest/ingest.js";
import { bodyBytes, jsonBody } from "./body.js";
import { callerOf } from "./caller.js";
import { isLocalClient, peerOf } from "./peer.js";

export interface IngestRoutesDeps {
	readonly ingest: Ingest;
	readonly trustProxy: boolean;
}

/** A signed-in session vouches for its own user; the person at the computer for every user they send. */
const vouchedUser = (response: Response): string | null => {
	const { role, userId } = callerOf(response);
	return role === "local" ? "all" : userId;
};

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

/** Events without a write key come from this computer only; write keys for others arrive with tracking. */
const localOnly =
	(trustProxy: boolean): RequestHandler =>
	(request, _response, next) =>
		isLocalClient(request, trustProxy)
			? next()
			: next(
					new AppError(
						"unauthenticated",
						"Events from another computer need a write key, and this server knows none yet. Send them from its own computer.",
					),
				);

/** Plain routes, since the contract library costs a quarter of the rate here; their schemas are the contract's. */
export const ingestRoutes = ({ ingest, trustProxy }: IngestRoutesDeps): Router => {
	const router = Router();
	/** text/plain is what navigator.sendBeacon sends. */
	const body = jsonBody({ limit: limits.batchBytes, types: ["application/json", "text/plain"] });
	router.post("/api/ingest", localOnly(trustProxy), body, async (request, response) => {
		response.json({ event_id: await ingest.one(request.body, requestOf(request, response)) });
	});
	router.post("/api/ingest-batch", localOnly(trustProxy), body, async (request, response) => {
		const { events, sent_at: sentAt } = batchOf(request.body);
		response.json(await ingest.batch(events, { ...requestOf(request, response), sentAt }));
	});
	return router;
};
