import { z } from "zod";
import { AppError } from "../../contract/errors.js";
import { type Clock, callProvider, errorIn, jsonOf, type ProviderDeps } from "./call.js";
import { failure, reasonOf } from "./failure.js";
import { eventData } from "./sse.js";

export interface Message {
	readonly role: "system" | "user" | "assistant";
	readonly content: string;
}

export interface ChatRequest {
	/** At least one; those after the first are asked when it is down or refuses. */
	readonly models: readonly string[];
	readonly messages: readonly Message[];
	readonly schema: { readonly name: string; readonly schema: object };
	readonly maxTokens: number;
	readonly denyKeeping: boolean;
	/** US dollars a million tokens: dearer providers are not asked. */
	readonly maxPrice: { readonly prompt: number; readonly completion: number };
}

export interface Usage {
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** US dollars; null where the provider tells none. */
	readonly cost: number | null;
}

export interface ChatReply {
	readonly text: string;
	readonly model: string;
	readonly generationId: string | null;
	/** `length`: the answer was cut by its limit. */
	readonly finish: "stop" | "length";
	readonly usage: Usage | null;
}

const usageShape = z.object({
	prompt_tokens: z.number().min(0).default(0),
	completion_tokens: z.number().min(0).default(0),
	cost: z.number().min(0).nullable().default(null),
});

const choice = z.object({
	delta: z.object({ content: z.string().nullish() }).nullish(),
	message: z.object({ content: z.string().nullish() }).nullish(),
	finish_reason: z.string().nullish(),
	error: z.unknown().optional(),
});

const chunk = z.object({
	id: z.string().max(200).nullish(),
	model: z.string().max(200).nullish(),
	choices: z.array(choice).default([]),
	usage: usageShape.nullish(),
});

/** What goes over the wire, without the key. Kept, so that people can see it. */
export const bodyOf = ({ models, messages, schema, maxTokens, denyKeeping, maxPrice }: ChatRequest) => ({
	model: models[0],
	...(models.length > 1 && { models }),
	messages,
	stream: true,
	temperature: 0.2,
	max_tokens: maxTokens,
	response_format: { type: "json_schema", json_schema: { name: schema.name, strict: true, schema: schema.schema } },
	provider: {
		require_parameters: true,
		max_price: { prompt: maxPrice.prompt, completion: maxPrice.completion },
		...(denyKeeping && { data_collection: "deny" }),
	},
});

interface Gathered {
	text: string;
	model: string;
	generationId: string | null;
	finish: string | null;
	usage: Usage | null;
}

const take = (gathered: Gathered, piece: unknown): void => {
	const inside = errorIn(piece);
	if (inside) throw failed(gathered, inside);
	const read = chunk.safeParse(piece);
	if (!read.success) throw failure("unreadable");
	const { id, model, choices, usage } = read.data;
	const [first] = choices;
	const wrong = first?.error === undefined ? null : errorIn({ error: first.error });
	if (wrong) throw failed(gathered, wrong);
	gathered.text += first?.delta?.content ?? first?.message?.content ?? "";
	gathered.model = model ?? gathered.model;
	gathered.generationId = id ?? gathered.generationId;
	gathered.finish = first?.finish_reason ?? gathered.finish;
	if (usage) gathered.usage = { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens, cost: usage.cost };
};

/** A failure after text came must not be tried again of itself: it may have cost already. */
const failed = ({ text }: Gathered, { status, said }: { status: number; said: string }): AppError => {
	const error = failure(reasonOf(status), { status, said });
	return text === "" ? error : new AppError(error.code, error.message, { ...error.details, reason: "cut", began: true });
};

const whole = ({ text, model, generationId, finish, usage }: Gathered): ChatReply => {
	if (finish === "content_filter") throw failure("refused", { said: "content_filter" });
	if (finish === null || finish === "error") throw failure("cut");
	return { text, model, generationId, finish: finish === "length" ? "length" : "stop", usage };
};

const parse = (data: string): unknown => {
	try {
		return JSON.parse(data);
	} catch {
		throw failure("unreadable");
	}
};

interface ChatOptions {
	readonly key: string;
	readonly signal?: AbortSignal | undefined;
	/** Told with all the text there is so far, as it comes. It is not checked yet: nothing of it may be shown. */
	readonly onText?: (text: string) => void;
}

const readStream = async (
	body: ReadableStream<Uint8Array>,
	clock: Clock,
	{ gathered, onText }: { gathered: Gathered } & Pick<ChatOptions, "onText">,
) => {
	try {
		for await (const data of eventData(body)) {
			clock.touch();
			if (data === "[DONE]") break;
			take(gathered, parse(data));
			onText?.(gathered.text);
		}
	} catch (error) {
		if (error instanceof AppError || gathered.text === "") throw error;
		throw failure("cut");
	}
};

/**
 * One completion, streamed. Rejects with AppError (`details.reason`) for every refusal, an error inside a 200, a stream that ends without
 * a finish_reason, silence, and an answer of another shape.
 */
export const chat = (deps: ProviderDeps, request: ChatRequest, { key, signal, onText }: ChatOptions): Promise<ChatReply> =>
	callProvider(deps, { key, path: "/chat/completions", method: "POST", body: bodyOf(request), signal }, async (response, clock) => {
		const gathered: Gathered = { text: "", model: request.models[0] ?? "", generationId: null, finish: null, usage: null };
		const streamed = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
		if (streamed && response.body) await readStream(response.body, clock, { gathered, ...(onText && { onText }) });
		else take(gathered, await jsonOf(response));
		return whole(gathered);
	});
