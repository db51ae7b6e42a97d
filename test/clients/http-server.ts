import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type IncomingHttpHeaders, type IncomingMessage, type RequestOptions, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { type ModelConfig, readConfig } from "../../backend/config.js";
import type { Role } from "../../backend/contract/base.js";
import type { ErrorBody } from "../../backend/contract/errors.js";
import { compose, type Keyring } from "../../backend/main.js";

export interface Reply {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	/** Parsed, or undefined when it is not JSON. */
	readonly json: unknown;
}

export interface Sent {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** An object goes as JSON, text and bytes as they are. */
	readonly body?: unknown;
}

const bytesOf = (body: unknown): string | Uint8Array | undefined =>
	body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** A request by Node's own client, which lets a test choose every header, Host and Origin too. */
export const send = async (address: string, path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Reply> => {
	const { hostname, port } = new URL(address);
	const bytes = bytesOf(body);
	const type = bytes === undefined ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(bytes)) };
	const options: RequestOptions = { host: hostname, port, path, method, headers: { ...type, ...headers }, agent: false };
	const call = request(options);
	call.end(bytes);
	const [response] = (await once(call, "response")) as [IncomingMessage];
	const text = await textOf(response);
	return { status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) };
};

export const errorOf = (reply: Reply): ErrorBody["error"] => (reply.json as ErrorBody).error;

export const password = "correct horse battery";

export interface TestServer {
	readonly address: string;
	readonly dataDir: string;
	/** A token for each role; empty for `anyone`. */
	readonly tokens: Readonly<Record<Role, string>>;
	readonly userIds: Readonly<Record<"owner" | "analyst" | "customer", string>>;
	call(path: string, sent?: Sent & { readonly as?: Role }): Promise<Reply>;
	/** Moves the server's clock. */
	pass(ms: number): void;
	now(): number;
	close(): Promise<void>;
}

interface StartOptions {
	readonly trustProxy?: boolean;
	readonly allowedHosts?: readonly string[];
	readonly webRoot?: string;
	readonly shop?: boolean;
	readonly model?: Partial<ModelConfig>;
	readonly keyring?: Keyring;
}

const expectOk = (reply: Reply): Record<string, string> => {
	if (reply.status === 200) return reply.json as Record<string, string>;
	throw new Error(`The set-up failed with ${reply.status}: ${reply.text}`);
};

/** The accounts that a first day makes: an owner by the printed link, an analyst by invitation, a customer by sign-up. */
const makePeople = async (address: string, ownerLink: string) => {
	const post = async (path: string, body: unknown, token = "") =>
		expectOk(await send(address, path, { method: "POST", body, headers: token ? { authorization: token } : {} }));
	const codeOf = (link: string): string => new URL(link, address).hash.replace("#code=", "");
	const owner = await post("/api/redeem", { code: codeOf(ownerLink), username: "olga", password });
	const invited = await post("/api/users/invite", { username: "anton" }, owner["token"]);
	const analyst = await post("/api/redeem", { code: invited["code"], password });
	const customer = await post("/api/signup", { username: "cara", email: "cara@example.com", password });
	const { token = "" } = await post("/api/login", { username: "cara", password });
	return {
		tokens: { owner: owner["token"] ?? "", analyst: analyst["token"] ?? "", customer: token },
		userIds: { owner: owner["user_id"] ?? "", analyst: analyst["user_id"] ?? "", customer: customer["user_id"] ?? "" },
	};
};

/** The whole product on an own data folder, listening on a free port, with a clock the test moves. */
export const startServer = async (options: StartOptions = {}): Promise<TestServer> => {
	const dataDir = await mkdtemp(join(tmpdir(), "clickstream-http-"));
	let passed = 0;
	const now = (): number => Date.now() + passed;
	const config = {
		port: 0,
		host: "127.0.0.1",
		dataDir,
		trustProxy: false,
		allowedHosts: [],
		shop: true,
		logLevel: "silent",
		sessionTtlMs: 3_600_000,
	} as const;
	const { webRoot, keyring, model, ...settings } = options;
	const backend = await compose(
		{
			...config,
			...settings,
			passwordStore: null,
			mongo: null,
			mongoDatabase: "clickstream",
			aggregates: "ingest",
			kafka: null,
			spark: readConfig({}, { dataDir }).spark,
			releasesUrl: null,
			model: { ...readConfig({}).model, ...model },
		},
		{ now, version: "1.2.3", ...(webRoot !== undefined && { webRoot }), ...(keyring && { keyring }) },
	);
	const { address } = backend.listening();
	const link = await backend.ownerLink();
	if (address === null || link === null) throw new Error("The server does not listen, or has an owner already");
	const { tokens, userIds } = await makePeople(address, link);
	const { token: local } = JSON.parse(await readFile(join(dataDir, "server.json"), "utf8")) as { token: string };
	const all: Record<Role, string> = { ...tokens, local, anyone: "" };
	return {
		address,
		dataDir,
		tokens: all,
		userIds,
		call: (path, { as = "anyone", ...sent } = {}) =>
			send(address, path, { ...sent, headers: { ...(all[as] && { authorization: `Bearer ${all[as]}` }), ...sent.headers } }),
		pass: (ms) => {
			passed += ms;
		},
		now,
		close: async () => {
			await backend.close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
};
