import type { Analysis } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { InsightProgress, OpenrouterOutput } from "../contract/insight-text.js";
import type { InsightMessage } from "../contract/insights.js";
import { type Caller, os } from "../operations.js";
import { dollars, number } from "../words.js";
import type { Budget } from "./budget.js";
import type { Keys } from "./keys/keys.js";
import type { Provisioning } from "./keys/provision.js";
import type { Work, Writings } from "./writings.js";

export interface ModelDeps {
	readonly keys: Keys;
	readonly provisioning: Provisioning;
	readonly budget: Budget;
}

const ok = "ok" as const;

/** The operations of backend/contract/model.ts. */
export const modelRouter = ({ keys, provisioning, budget }: ModelDeps) => ({
	key: os.model.key.handler(({ context: { caller } }) => keys.state(caller)),
	saveKey: os.model.saveKey.handler(async ({ input: { api_key: secret, passphrase }, context: { caller } }) => {
		const before = await keys.record(caller);
		const key = await keys.save(caller, secret, passphrase);
		if (before?.hash) await provisioning.disable(before.hash);
		const kept = key.keeping.durable ? "saved" : "kept until the program ends";
		return { status: ok, message: `The key works and is ${kept}. ${key.keeping.text}`, key };
	}),
	removeKey: os.model.removeKey.handler(async ({ context: { caller } }) => {
		const { hash } = await keys.remove(caller);
		const disabled = hash !== null && (await provisioning.disable(hash));
		return {
			status: ok,
			message: disabled
				? "The key was forgotten here and disabled at OpenRouter."
				: "The key was forgotten here. It still works at OpenRouter until you delete it there.",
		};
	}),
	unlockKey: os.model.unlockKey.handler(async ({ input, context: { caller } }) => {
		const key = await keys.unlock(caller, input.passphrase);
		return { status: ok, message: "The key is open until the program ends.", key };
	}),
	testKey: os.model.testKey.handler(({ context: { caller } }) => keys.test(caller)),
	provision: os.model.provision.handler(async ({ input: { name, limit }, context: { caller } }) => {
		const { max_per_month: month } = await budget.settings();
		if (limit !== undefined && limit > month && caller.role === "analyst") {
			throw new AppError(
				"forbidden",
				`A key of more than ${dollars(month)} a month is an owner's to make. Ask for less, or ask the owner.`,
				{
					path: "limit",
				},
			);
		}
		const { disabled, ...made } = await provisioning.provision(caller, { name, limit: limit ?? month });
		return {
			status: ok,
			message: `A key named ${made.name} was made, with a limit of ${dollars(made.limit)} a month. It is never shown.`,
			meta: { ...made, limit_reset: "monthly" as const, disabled: [...disabled] },
		};
	}),
	settings: os.model.settings.handler(() => budget.spending()),
	changeSettings: os.model.changeSettings.handler(({ input }) =>
		budget.change(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))),
	),
});

export interface InsightsRouterDeps {
	/** Throws AppError `not_found` for what is not the caller's to read. */
	readonly read: (caller: Caller, id: string) => Promise<Analysis>;
	readonly save: (analysis: Analysis) => Promise<void>;
	readonly write: (analysis: Analysis, caller: Caller, signal: AbortSignal | undefined) => AsyncGenerator<InsightProgress, Analysis>;
	readonly writings: Writings;
}

const unwritten = {
	no_key: "There is no key to ask a model with. Set one in Settings.",
	locked: "The key is locked. Open it in Settings with its passphrase.",
	failed: "The model did not answer.",
	refused: "The model's text did not stand the check, and was asked for twice.",
} as const;

/** A cut answer is no wrong one: another limit helps, another attempt does not. */
const reasonFor = ({ error, why, truncated, max_answer_tokens: most }: OpenrouterOutput): string => {
	if (error) return error.message;
	if (truncated && why === "refused") {
		return `The model's answer was cut off${most === undefined ? "" : ` at its limit of ${number(most)} tokens`}, twice. Raise the longest answer in Settings, Keys and model, or choose a model that reasons less.`;
	}
	return why === null ? "" : unwritten[why];
};

/** What a model wrote is not given up for what rules write where it could not write anew. */
const refuseLoss = (before: Analysis, after: Analysis): void => {
	const [former, output] = [before.openrouter_output, after.openrouter_output];
	if (!former || former.status === "rules" || !output?.why) return;
	throw new AppError("engine_unavailable", `${reasonFor(output)} The text of ${former.written_at.slice(0, 10)} stays as it was.`, {
		...(output.error?.reason ? { reason: output.error.reason } : {}),
	});
};

async function* writeAnew({ save, write }: InsightsRouterDeps, saved: Analysis, caller: Caller, signal: AbortSignal): ReturnType<Work> {
	const analysis = yield* write(saved, caller, signal);
	refuseLoss(saved, analysis);
	await save(analysis);
	yield { type: "done", analysis };
}

/** Text costs money, so that it is written to its end also where who asked has left; `cancel` alone stops it. */
async function* writeAgain(
	deps: InsightsRouterDeps,
	id: string,
	{ caller, signal }: { caller: Caller; signal: AbortSignal | undefined },
): AsyncGenerator<InsightMessage, void> {
	const saved = await deps.read(caller, id);
	if (saved.kind !== "detailed") throw new AppError("invalid", "A simple analysis has too few numbers to write about. Run a detailed one.");
	deps.writings.begin(id, (stop) => writeAnew(deps, saved, caller, stop));
	yield* deps.writings.follow(id, signal);
}

async function* follow(
	{ read, writings }: InsightsRouterDeps,
	id: string,
	{ caller, signal }: { caller: Caller; signal: AbortSignal | undefined },
): AsyncGenerator<InsightMessage, void> {
	await read(caller, id);
	yield* writings.follow(id, signal);
}

/** The operations of backend/contract/insights.ts. */
export const insightsRouter = (deps: InsightsRouterDeps) => ({
	write: os.insights.write.handler(({ input, context: { caller }, signal }) => writeAgain(deps, input.id, { caller, signal })),
	follow: os.insights.follow.handler(({ input, context: { caller }, signal }) => follow(deps, input.id, { caller, signal })),
	cancel: os.insights.cancel.handler(async ({ input: { id }, context: { caller } }) => {
		await deps.read(caller, id);
		return { status: ok, cancelled: deps.writings.cancel(id) };
	}),
});
