import type { ModelSettings } from "../contract/model.js";
import type { Caller } from "../operations.js";
import { type Budget, micro } from "./budget.js";
import { ownerOf, type UsableKey } from "./keys/keys.js";
import type { Price, Prices } from "./price.js";
import type { ProviderDeps } from "./provider/call.js";
import { bodyOf, type ChatReply, type ChatRequest, chat, type Message } from "./provider/chat.js";
import { failure } from "./provider/failure.js";

/** Tokens hold two bytes or more of such text: a bound, not a guess. */
const promptTokens = (messages: readonly Message[], schema: object): number =>
	Math.ceil(
		(messages.reduce((bytes, { content }) => bytes + Buffer.byteLength(content), 0) + Buffer.byteLength(JSON.stringify(schema))) / 2,
	);

const million = 1_000_000;

/** Dollars a million tokens that keep a call under `most`: the listed price stretched to it, or a usual proportion where there is none. */
const priceLimit = (tokens: { readonly prompt: number; readonly answer: number }, price: Price | null, most: number): Price => {
	const known = price && price.prompt + price.completion > 0 ? price : { prompt: 1, completion: 4 };
	const stretch = most / (tokens.prompt * known.prompt + tokens.answer * known.completion);
	const rounded = (value: number): number => Number((value * stretch * million).toPrecision(4));
	return { prompt: rounded(known.prompt), completion: rounded(known.completion) };
};

export interface Asking {
	readonly runId: string;
	readonly caller: Caller;
	readonly key: UsableKey;
	readonly settings: ModelSettings;
	readonly schema: object;
	readonly signal: AbortSignal | undefined;
	readonly onText: (text: string) => void;
}

export interface AskDeps {
	readonly provider: ProviderDeps;
	readonly budget: Budget;
	readonly prices: Prices;
}

export interface Answer {
	readonly reply: ChatReply;
	/** US dollars. */
	readonly cost: number;
	readonly estimated: boolean;
	readonly request: Readonly<Record<string, unknown>>;
	/** Where it would have been cut off. */
	readonly maxTokens: number;
}

/** Reasons after which the provider may have charged although nothing whole came back. */
const mayHaveCost: ReadonlySet<unknown> = new Set(["cut", "timeout", "unreadable", "refused"]);

/**
 * One call within the budget: refused before it is made when it could pass a limit, and recorded whatever comes of it. A call whose
 * cost is not told counts with the most it could have cost.
 */
export const askModel = async (
	deps: AskDeps,
	asking: Asking,
	{ messages, spent }: { messages: readonly Message[]; spent: number },
): Promise<Answer> => {
	const { settings, schema, key, signal, onText } = asking;
	const price = await deps.prices.of(settings.models, key.secret, signal);
	const tokens = { prompt: promptTokens(messages, schema), answer: settings.max_answer_tokens };
	const worst = price === null ? 0 : tokens.prompt * price.prompt + tokens.answer * price.completion;
	const { most, release } = await deps.budget.allow(spent, worst);
	const ceiling = price === null ? most : worst;
	const request: ChatRequest = {
		models: settings.models,
		messages,
		schema: { name: "shop_report", schema },
		maxTokens: tokens.answer,
		denyKeeping: settings.deny_keeping,
		maxPrice: priceLimit(tokens, price, most),
	};
	const record = (model: string, usage: ChatReply["usage"], cost: number, estimated: boolean): Promise<void> =>
		deps.budget.record({
			runId: asking.runId,
			owner: ownerOf(asking.caller),
			model,
			promptTokens: usage?.promptTokens ?? 0,
			completionTokens: usage?.completionTokens ?? 0,
			cost: micro(cost),
			estimated,
		});
	try {
		const reply = await chat(deps.provider, request, { key: key.secret, signal, onText });
		const told = reply.usage?.cost ?? null;
		const cost = told ?? ceiling;
		await record(reply.model, reply.usage, cost, told === null);
		if (reply.text.trim() === "") throw failure("model_down", { said: "an empty answer" });
		return { reply, cost, estimated: told === null, request: bodyOf(request), maxTokens: request.maxTokens };
	} catch (error) {
		const reason = (error as { details?: { reason?: unknown } }).details?.reason;
		if (mayHaveCost.has(reason) || signal?.aborted) await record(settings.models[0] ?? "", null, ceiling, true);
		throw error;
	} finally {
		release();
	}
};
