import { type Request, type RequestHandler, type Response, Router } from "express";
import { AppError } from "../contract/errors.js";
import { isRecord, posthog, posthogEvents, posthogKey, rudderstack, segment, snowplow, type Wire, withKind } from "../ingest/index.js";
import type { Ingest, IngestResult } from "../ingest/ingest.js";
import { type ClientBody, clientBody, rawBody } from "./client-body.js";
import { addressLimit, crossOrigin, type KeyedDeps, requireKey, termsOf } from "./keyed.js";
import { peerOf } from "./peer.js";

export interface ClientRoutesDeps extends KeyedDeps {
	readonly ingest: Ingest;
}

/** What a client's request is made of. */
interface Opened {
	readonly wire: Wire;
	readonly events: readonly unknown[];
	readonly key: string | undefined;
	readonly sentAt?: unknown;
	readonly bytes: number;
}

interface Client {
	readonly paths: readonly string[];
	readonly open: (request: Request, body: ClientBody) => Opened;
	/** What it takes for success: status 200 always, since some take every other one for a failure and send again. */
	readonly answer: (response: Response, result: IngestResult) => void;
}

const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The user name of `Authorization: Basic`. */
const basicUser = ({ headers: { authorization } }: Request): string | undefined => {
	const encoded = /^basic\s+(\S+)$/i.exec(authorization ?? "")?.[1];
	return encoded === undefined ? undefined : text(Buffer.from(encoded, "base64").toString().split(":", 1)[0]);
};

const kinds: Readonly<Record<string, string>> = {
	t: "track",
	p: "page",
	i: "identify",
	s: "screen",
	g: "group",
	a: "alias",
	track: "track",
	page: "page",
	identify: "identify",
	screen: "screen",
	group: "group",
	alias: "alias",
};

const isRudder = (request: Request, first: unknown): boolean =>
	request.headers["anonymousid"] !== undefined ||
	request.path.startsWith("/beacon/") ||
	/^rudder/i.test(text(fieldOf(fieldOf(fieldOf(first, "context"), "library"), "name")) ?? "");

/** One message at a path of its kind, or a batch. RudderStack's clients use the same paths. */
const segmentClient: Client = {
	paths: [...Object.keys(kinds), "b", "batch", "import"].map((path) => `/v1/${path}`).concat("/beacon/v1/batch"),
	open: (request, { value, bytes }) => {
		const batch = fieldOf(value, "batch");
		const kind = kinds[request.path.split("/").at(-1) || (request.path.split("/").at(-2) ?? "")];
		const events: readonly unknown[] = Array.isArray(batch) ? batch : [kind === undefined ? value : withKind(value, kind)];
		return {
			wire: isRudder(request, events[0]) ? rudderstack : segment,
			events,
			key: basicUser(request) ?? text(fieldOf(value, "writeKey")) ?? text(request.query["writeKey"]),
			sentAt: fieldOf(value, "sentAt"),
			bytes,
		};
	},
	answer: (response, { rejected }) => {
		if (response.req.path.startsWith("/beacon/")) response.type("text/plain").send("OK");
		else response.json({ success: true, rejected });
	},
};

const posthogClient: Client = {
	paths: ["/e", "/i/v0/e", "/capture", "/track", "/batch"],
	open: (_request, { value, bytes }) => ({
		wire: posthog,
		events: posthogEvents(value),
		key: posthogKey(value),
		sentAt: fieldOf(value, "sent_at"),
		bytes,
	}),
	answer: (response, { rejected }) => void response.json({ status: 1, rejected }),
};

/** The tracker knows no key: its `appId` is where one is put. */
const snowplowClient: Client = {
	paths: ["/com.snowplowanalytics.snowplow/tp2"],
	open: (_request, { value, bytes }) => {
		const data = fieldOf(value, "data");
		const events: readonly unknown[] = Array.isArray(data) ? data : [];
		return { wire: snowplow, events, key: text(fieldOf(events[0], "aid")), bytes };
	},
	answer: (response) => void response.type("text/plain").send("ok"),
};

const clients: readonly Client[] = [segmentClient, posthogClient, snowplowClient];

interface OpenedLocals {
	opened?: Opened;
}

const openedOf = (response: Response): Opened => {
	const { opened } = response.locals as OpenedLocals;
	if (opened) return opened;
	throw new Error("A client's route was reached before its body was read.");
};

const timeOf = (value: unknown): string | number | null => (typeof value === "string" || typeof value === "number" ? value : null);

/** Clients make batches of their own size, and drop one that is refused: as many events as Segment's own server ever took. */
const mostEvents = 2_500;

const tooMany = (count: number): AppError =>
	new AppError("too_large", `A batch holds at most ${mostEvents} events; this one has ${count}. Send several batches.`, {
		events: count,
		limit: mostEvents,
	});

const take = async ({ ingest }: ClientRoutesDeps, request: Request, response: Response): Promise<IngestResult> => {
	const { wire, events, sentAt, bytes } = openedOf(response);
	if (events.length > mostEvents) throw tooMany(events.length);
	return ingest.batch(events, {
		...termsOf(response),
		peer: peerOf(request),
		userAgent: request.headers["user-agent"] ?? null,
		bodyBytes: bytes,
		sentAt: timeOf(sentAt),
		source: wire.source,
		wire,
	});
};

const reading =
	(open: (request: Request) => Promise<Opened> | Opened): RequestHandler =>
	async (request, response, next) => {
		(response.locals as OpenedLocals).opened = await open(request);
		next();
	};

/** An event in an address, as the tracker sends it where it may not post. */
const pixel = (request: Request): Opened => ({
	wire: snowplow,
	events: [request.query],
	key: text(request.query["aid"]),
	bytes: request.url.length,
});

const noFlags = { flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false };
const posthogConfig = { supportedCompression: ["gzip-js"], hasFeatureFlags: false, sessionRecording: false, autocapture_opt_out: false };

/** What clients ask for before they send their first event. They name no secret, and tell nothing but this server's own address. */
const settings = (router: Router, { keys }: ClientRoutesDeps): void => {
	router.get("/v1/projects/:key/settings", async (request, response) => {
		const { key } = request.params;
		await keys.find(key);
		const host = `${request.headers.host ?? ""}/v1`;
		response.json({
			integrations: { "Segment.io": { apiKey: key, apiHost: host, protocol: request.protocol } },
			plan: {},
			edgeFunction: {},
		});
	});
	router.get("/sourceConfig", async (request, response) => {
		const key = text(request.query["writeKey"]) ?? basicUser(request) ?? "";
		const { keyId, name } = await keys.find(key);
		response.json({ source: { id: keyId, name, writeKey: key, enabled: true, config: {}, connections: [], destinations: [] } });
	});
	router.get("/array/:token/config", (_request, response) => void response.json(posthogConfig));
	router.get("/array/:token/config.js", (_request, response) => void response.type("js").send(""));
	router.post(["/flags", "/decide"], (_request, response) => void response.json(noFlags));
	/** Metrics of the client about itself, and recordings of the screen: taken for sent, and not kept. */
	router.post(["/v1/m", "/s"], (_request, response) => void response.json({ status: 1 }));
};

const paths = [
	...clients.flatMap((client) => client.paths),
	"/i",
	"/v1/projects/:key/settings",
	"/sourceConfig",
	"/array/:token/config",
	"/array/:token/config.js",
	"/flags",
	"/decide",
	"/v1/m",
	"/s",
];

/** The clients of others, unmodified, at the paths where they send; every event needs a write key, from whatever address. */
export const clientRoutes = (deps: ClientRoutesDeps): Router => {
	const { keys, limits } = deps;
	const router = Router();
	const keyed = requireKey(deps, (_request, response) => openedOf(response).key);
	router.all(paths, crossOrigin(keys), addressLimit(limits));
	settings(router, deps);
	for (const { paths, open, answer } of clients)
		router.post(
			[...paths],
			rawBody,
			reading(async (request) => open(request, await clientBody(request))),
			...keyed,
			async (request, response) => answer(response, await take(deps, request, response)),
		);
	router.get("/i", reading(pixel), ...keyed, async (request, response) => {
		await take(deps, request, response);
		response.type("text/plain").send("ok");
	});
	return router;
};
