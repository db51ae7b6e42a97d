import { type RequestHandler, Router } from "express";
import { readers } from "../contract/base.js";
import { type CallerDeps, requireRole, resolveCaller } from "./caller.js";
import { isLocalClient } from "./peer.js";

export interface HealthRoutesDeps extends CallerDeps {
	readonly listens: () => boolean;
	readonly notReady?: () => Promise<string | null>;
	readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
	readonly trustProxy: boolean;
}

/** From this computer anybody; from elsewhere who may read, by a token. */
const localOrReader = (deps: HealthRoutesDeps): readonly RequestHandler[] => {
	const resolve = resolveCaller(deps);
	const reader = requireRole(...readers);
	const unlessLocal =
		(handler: RequestHandler): RequestHandler =>
		(request, response, next) =>
			isLocalClient(request, deps.trustProxy) ? next() : handler(request, response, next);
	return [unlessLocal(resolve), unlessLocal(reader)];
};

/** /readyz tells a load balancer whether to send anything here; the reason is told to who may read. /metrics is for Prometheus. */
export const healthRoutes = (deps: HealthRoutesDeps): Router => {
	const { listens, notReady, metrics, trustProxy } = deps;
	const router = Router();
	router.get("/readyz", async (request, response) => {
		const reason = listens() ? ((await notReady?.()) ?? null) : "The server is starting or closing.";
		const shown = isLocalClient(request, trustProxy) ? { reason } : {};
		response
			.status(reason === null ? 200 : 503)
			.setHeader("Cache-Control", "no-store")
			.json(reason === null ? { status: "ok" } : { status: "not ready", ...shown });
	});
	if (metrics)
		router.get("/metrics", ...localOrReader(deps), async (_request, response) => {
			const { contentType, body } = await metrics();
			response.setHeader("Cache-Control", "no-store").setHeader("Content-Type", contentType).send(body);
		});
	return router;
};
