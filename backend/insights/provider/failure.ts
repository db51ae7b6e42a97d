import { AppError, type ErrorCode } from "../../contract/errors.js";

/** Why a call came to nothing. The console offers the step that fits. */
export type Reason =
	| "bad_request"
	| "bad_key"
	| "no_credits"
	| "refused"
	| "no_model"
	| "timeout"
	| "rate_limited"
	| "model_down"
	| "no_provider"
	| "unreachable"
	| "cut"
	| "unreadable"
	| "failed";

interface Told {
	readonly code: ErrorCode;
	/** What happened, and what to do next. */
	readonly text: string;
	/** Sending the same again may help, before any text came. */
	readonly again: boolean;
}

const told: Readonly<Record<Reason, Told>> = {
	bad_request: {
		code: "invalid",
		text: "OpenRouter did not take the request: the model may not know structured outputs. Choose another model in Settings, Keys and model.",
		again: false,
	},
	bad_key: {
		code: "conflict",
		text: "OpenRouter does not take this key: it is unknown, disabled or expired. Replace it in Settings, Keys and model.",
		again: false,
	},
	no_credits: {
		code: "conflict",
		text: "The OpenRouter account or key has no credits left. Add credits there, raise the key's limit, or choose a free model.",
		again: false,
	},
	refused: {
		code: "conflict",
		text: "The model's provider refused the request by its rules or the key's. Choose another model, or look at the key's guardrails at OpenRouter.",
		again: false,
	},
	no_model: {
		code: "invalid",
		text: "OpenRouter has no such model, or none that may be used. Choose another one in Settings, Keys and model.",
		again: false,
	},
	timeout: { code: "overloaded", text: "The model took too long and was stopped. Try again, or choose a faster model.", again: true },
	rate_limited: {
		code: "rate_limited",
		text: "OpenRouter asks to slow down. Wait a moment, then try again; a paid model has more room than a free one.",
		again: true,
	},
	model_down: {
		code: "overloaded",
		text: "The model is down, or answered nonsense. Try again later, or name a second model that takes its place.",
		again: true,
	},
	no_provider: {
		code: "overloaded",
		text: "No provider of this model meets what was asked: structured outputs, the price limit and, where set, that nothing is kept. Choose another model, raise the limit per run, or allow providers that keep data.",
		again: true,
	},
	unreachable: {
		code: "overloaded",
		text: "OpenRouter could not be reached. Check this computer's connection, then try again.",
		again: true,
	},
	cut: { code: "overloaded", text: "The answer broke off before its end. Try again.", again: false },
	unreadable: {
		code: "overloaded",
		text: "What came back was not an answer that OpenRouter describes. Check OPENROUTER_ENDPOINT, then try again.",
		again: false,
	},
	failed: { code: "overloaded", text: "OpenRouter failed. Try again later.", again: true },
};

const byStatus: Readonly<Record<number, Reason>> = {
	400: "bad_request",
	401: "bad_key",
	402: "no_credits",
	403: "refused",
	404: "no_model",
	408: "timeout",
	413: "bad_request",
	422: "bad_request",
	429: "rate_limited",
	502: "model_down",
	503: "no_provider",
	524: "timeout",
	529: "model_down",
};

export const reasonOf = (status: number): Reason => byStatus[status] ?? "failed";

/** Keys never come back to people or logs, whatever the provider repeats. */
const withoutSecrets = (text: string): string => text.replace(/sk-or-[\w-]*|Bearer\s+\S+/gi, "[key]");

const plain = (text: string): string => withoutSecrets(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")).slice(0, 200);

interface Cause {
	readonly status?: number;
	/** The provider's own words. */
	readonly said?: string | undefined;
	/** Seconds. */
	readonly retryAfter?: number | null;
}

/** A failure of the provider in the product's words, with the next step. `details.said` is the provider's own, cleaned and cut. */
export const failure = (reason: Reason, { status, said, retryAfter }: Cause = {}): AppError =>
	new AppError(told[reason].code, told[reason].text, {
		reason,
		...(status !== undefined && { provider_status: status }),
		...(said && { said: plain(said) }),
		...(typeof retryAfter === "number" && { retry_after: retryAfter }),
	});

/** Whether the same call may help at once, or after the provider's own waiting time. */
export const mayHelpAgain = (error: unknown): error is AppError =>
	error instanceof AppError && told[error.details["reason"] as Reason]?.again === true;
