import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";

/**
 * The OpenRouter API on this computer, written from its documentation (chat completions with structured outputs and streaming, errors,
 * key, keys, models), so that tests see every way in which a call can end. It keeps what it was asked, and answers as it is told.
 */

export interface Asked {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: ChatBody & Readonly<Record<string, unknown>>;
}

export interface ChatBody {
	readonly model: string;
	readonly models?: readonly string[];
	readonly stream: boolean;
	readonly max_tokens: number;
	readonly messages: readonly { readonly role: string; readonly content: string }[];
	readonly response_format: {
		readonly type: string;
		readonly json_schema: { readonly name: string; readonly strict: boolean; readonly schema: object };
	};
	readonly provider: Readonly<Record<string, unknown>>;
}

/** How a completion ends. */
export type Answer =
	/** Streamed in pieces, with usage in the last one. */
	| { readonly kind: "text"; readonly text: string; readonly finish?: string; readonly cost?: number | null }
	| { readonly kind: "status"; readonly status: number; readonly retryAfter?: string; readonly message?: string }
	/** An error as the body of a 200. */
	| { readonly kind: "error-in-200"; readonly code: number }
	/** Begins, then tells an error as an event. */
	| { readonly kind: "error-in-stream"; readonly code: number; readonly text: string }
	/** Begins, then the line is gone. */
	| { readonly kind: "cut"; readonly text: string; readonly how: "socket" | "end" }
	/** Begins, and writes the text once `until` is there. */
	| { readonly kind: "held"; readonly text: string; readonly until: Promise<unknown> }
	/** Comments only, for ever. */
	| { readonly kind: "silent" }
	| { readonly kind: "nonsense" };

export interface StandIn {
	readonly endpoint: string;
	readonly asked: readonly Asked[];
	/** Answers of the next completions, in order; after them, and before, `usual`. */
	next(...answers: readonly Answer[]): void;
	usual: (body: ChatBody) => Answer;
	/** Keys that work; management keys are told apart. */
	readonly keys: Map<
		string,
		{ hash: string; name: string; limit: number | null; limit_reset: string | null; disabled: boolean; management: boolean }
	>;
	/** Forgets what it was asked, what it was told to answer, and every key. */
	reset(): void;
	close(): Promise<void>;
}

const sendJson = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
	response.writeHead(status, { "content-type": "application/json", ...headers });
	response.end(JSON.stringify(body));
};

const errorBody = (code: number, message: string) => ({
	error: { code, message, metadata: { provider_name: "stand-in" } },
	user_id: "user_stand_in",
});

const event = (data: unknown): string => `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

const piece = (body: ChatBody, content: string, finish: string | null = null) => ({
	id: "gen-stand-in",
	object: "chat.completion.chunk",
	created: 1_700_000_000,
	model: body.model,
	provider: "stand-in",
	choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: finish, native_finish_reason: finish, logprobs: null }],
});

const begin = (response: ServerResponse): void => {
	response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-stand-in" });
	response.write(": OPENROUTER PROCESSING\n\n");
};

const pieces = (text: string): string[] => text.match(/[\s\S]{1,160}/g) ?? [];

const stream = (
	response: ServerResponse,
	body: ChatBody,
	{ text, finish = "stop", cost = 0.0214 }: Omit<Extract<Answer, { kind: "text" }>, "kind">,
): void => {
	for (const part of pieces(text)) response.write(event(piece(body, part)));
	response.write(event(piece(body, "", finish)));
	const usage = {
		prompt_tokens: 3200,
		completion_tokens: 612,
		total_tokens: 3812,
		...(cost !== null && { cost }),
		prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
		completion_tokens_details: { reasoning_tokens: 0 },
	};
	response.write(event({ ...piece(body, ""), choices: [], usage }));
	response.end(event("[DONE]"));
};

const answerChat = (response: ServerResponse, body: ChatBody, answer: Answer): unknown => {
	switch (answer.kind) {
		case "text":
			begin(response);
			return stream(response, body, answer);
		case "held":
			begin(response);
			return void answer.until.then(() => stream(response, body, answer));
		case "status":
			return sendJson(
				response,
				answer.status,
				errorBody(answer.status, answer.message ?? `refused with ${answer.status}`),
				answer.retryAfter === undefined ? {} : { "retry-after": answer.retryAfter },
			);
		case "error-in-200":
			return sendJson(response, 200, errorBody(answer.code, "Provider returned error"));
		case "error-in-stream":
			begin(response);
			if (answer.text !== "") response.write(event(piece(body, answer.text)));
			response.write(event({ ...piece(body, "", "error"), error: { code: answer.code, message: "Provider disconnected" } }));
			return response.end(event("[DONE]"));
		case "cut":
			begin(response);
			response.write(event(piece(body, answer.text)), () => (answer.how === "socket" ? response.destroy() : response.end()));
			return undefined;
		case "silent":
			return begin(response);
		case "nonsense":
			response.writeHead(200, { "content-type": "text/html" });
			return response.end("<html>a proxy of a hotel</html>");
	}
};

/** Prices and abilities as the listing of models tells them, in dollars a token, as text. */
const models = [
	{
		id: "openai/gpt-4.1-mini",
		pricing: { prompt: "0.0000004", completion: "0.0000016" },
		supported_parameters: ["structured_outputs", "response_format"],
	},
	{
		id: "google/gemini-2.5-flash",
		pricing: { prompt: "0.0000003", completion: "0.0000025" },
		supported_parameters: ["structured_outputs"],
	},
	{ id: "mistralai/mistral-large", pricing: { prompt: "0.000002", completion: "0.000006" }, supported_parameters: ["structured_outputs"] },
	{ id: "dear/model", pricing: { prompt: "0.001", completion: "0.002" }, supported_parameters: ["structured_outputs"] },
	{ id: "plain/model", pricing: { prompt: "0.000001", completion: "0.000001" }, supported_parameters: ["temperature"] },
];

export const openStandIn = async (): Promise<StandIn> => {
	const asked: Asked[] = [];
	const waiting: Answer[] = [];
	const keys: StandIn["keys"] = new Map();
	let made = 0;
	const standIn = { usual: (): Answer => ({ kind: "text", text: "{}" }) } as { usual: StandIn["usual"] };

	const answer = (request: Asked, response: ServerResponse): unknown => {
		const key = keys.get(request.headers.authorization?.replace(/^Bearer /, "") ?? "");
		if (!key || key.disabled) return sendJson(response, 401, errorBody(401, "User not found."));
		if (request.path === "/chat/completions") {
			if (key.management) return sendJson(response, 401, errorBody(401, "Management keys cannot call models"));
			return answerChat(response, request.body, waiting.shift() ?? standIn.usual(request.body));
		}
		if (request.path === "/models") return sendJson(response, 200, { data: models });
		if (request.path === "/key") {
			const { name, limit, management } = key;
			const data = {
				label: name,
				limit,
				limit_remaining: limit,
				limit_reset: null,
				usage: 0,
				is_free_tier: false,
				is_management_key: management,
				expires_at: null,
			};
			return sendJson(response, 200, { data });
		}
		if (!key.management) return sendJson(response, 401, errorBody(401, "Invalid management key"));
		if (request.path === "/keys" && request.method === "POST") {
			made += 1;
			const secret = `sk-or-v1-${String(made).padStart(8, "0")}made-by-stand-in`;
			const { name, limit, limit_reset } = request.body as unknown as { name: string; limit: number; limit_reset: string };
			keys.set(secret, { hash: `hash-${made}`, name, limit, limit_reset, disabled: false, management: false });
			return sendJson(response, 201, { data: { hash: `hash-${made}`, name, limit, limit_reset, disabled: false }, key: secret });
		}
		const found = [...keys.values()].find(({ hash }) => request.path === `/keys/${hash}`);
		if (!found) return sendJson(response, 404, errorBody(404, "No such key"));
		found.disabled = request.body["disabled"] === true;
		return sendJson(response, 200, { data: { hash: found.hash, disabled: found.disabled } });
	};

	const take = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
		const raw = await textOf(message);
		const { method = "GET", url = "", headers } = message;
		const request = { method, path: url.replace("/api/v1", ""), headers, body: raw === "" ? {} : JSON.parse(raw) } as Asked;
		asked.push(request);
		answer(request, response);
	};

	const server = createServer((message, response) => {
		take(message, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		endpoint: `http://127.0.0.1:${port}/api/v1`,
		asked,
		keys,
		next: (...answers) => void waiting.push(...answers),
		reset: () => {
			asked.length = 0;
			waiting.length = 0;
			made = 0;
			keys.clear();
		},
		get usual() {
			return standIn.usual;
		},
		set usual(answerOf) {
			standIn.usual = answerOf;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
};

/** A key that the stand-in takes. */
export const addKey = (standIn: StandIn, secret: string, { management = false, name = "larch-loom desk" } = {}): string => {
	standIn.keys.set(secret, { hash: `hash of ${secret.slice(-4)}`, name, limit: null, limit_reset: null, disabled: false, management });
	return secret;
};
