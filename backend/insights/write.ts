import type { Analysis, DetailedMetrics } from "../contract/analysis.js";
import { AppError } from "../contract/errors.js";
import type { InsightProblem, InsightProgress, InsightSection, OpenrouterOutput, ProductRecommendation } from "../contract/insight-text.js";
import { insightSections } from "../contract/insight-text.js";
import type { Log } from "../logging.js";
import type { Caller } from "../operations.js";
import { type Answer, type AskDeps, type Asking, askModel } from "./ask.js";
import { type Checked, checkAnswer } from "./check/check.js";
import type { DraftItem } from "./check/draft.js";
import type { Known } from "./check/text.js";
import { type Beside, type Candidate, groundOf, type Recommended } from "./facts/candidates.js";
import { clean } from "./facts/clean.js";
import type { Keys, UsableKey } from "./keys/keys.js";
import type { Provisioning } from "./keys/provision.js";
import { messagesFor, repairMessages } from "./prompt/prompt.js";
import { type Ids, schemaFor, sectionsFor } from "./prompt/schema.js";
import type { Message } from "./provider/chat.js";
import { assemble } from "./text/assemble.js";
import { fromRules } from "./text/from-rules.js";

export interface WriteDeps extends AskDeps {
	readonly keys: Keys;
	readonly provisioning: Provisioning;
	/** What the recommendation engine puts forward to the caller: in the catalog and in stock, best first. */
	readonly recommended: (caller: Caller) => Promise<readonly Recommended[]>;
	/** Sums of the period before that of the analysis; null where there is none to compare with. */
	readonly before: (analysis: Analysis, signal: AbortSignal | undefined) => Promise<Partial<DetailedMetrics> | null>;
	/** Epoch ms. */
	readonly now: () => number;
	readonly newId: () => string;
	readonly log: Log;
}

export interface Written {
	readonly output: OpenrouterOutput;
	readonly products: ProductRecommendation[];
}

export interface WriteOptions {
	readonly caller: Caller;
	readonly signal?: AbortSignal | undefined;
	readonly tell?: (progress: InsightProgress) => void;
}

interface Material {
	readonly analysis: Analysis;
	readonly facts: OpenrouterOutput["facts"];
	readonly candidates: readonly Candidate[];
	readonly ids: Ids;
	readonly known: Known;
}

/** What came of asking; `answers` are those that were paid for. */
interface Outcome {
	readonly why: OpenrouterOutput["why"];
	readonly error: OpenrouterOutput["error"];
	readonly answers: readonly Answer[];
	readonly checks: readonly Checked[];
}

const materialOf = (analysis: Analysis, beside: Beside): Material => {
	const { facts, candidates } = groundOf(analysis, beside);
	const ids = { facts: facts.map(({ id }) => id), products: candidates.map(({ id }) => id) };
	const names = [...facts.flatMap(({ name }) => (name === null ? [] : [name])), ...candidates.map(({ product }) => clean(product.name))];
	const known: Known = { facts: new Map(facts.map((fact) => [fact.id, fact])), products: new Set(ids.products), untrusted: names };
	return { analysis, facts, candidates, ids, known };
};

const untouched = (why: Outcome["why"], error: Outcome["error"] = null): Outcome => ({ why, error, answers: [], checks: [] });

const errorOf = (error: AppError): NonNullable<OpenrouterOutput["error"]> => {
	const { reason } = error.details;
	return { code: error.code, message: error.message, reason: typeof reason === "string" ? reason : null };
};

/** The section whose name came last: what the model is at, without telling what it says. */
const sectionAt = (text: string): InsightSection | null => {
	const last = [...text.matchAll(/"(\w+)"\s*:\s*[[{"]/g)]
		.map(([, name = ""]) => name)
		.filter((name) => insightSections.some((section) => section.split(".").at(-1) === name));
	return insightSections.find((section) => section.split(".").at(-1) === last.at(-1)) ?? null;
};

const problemsOf = ({ reply }: Answer, checked: Checked): readonly InsightProblem[] =>
	reply.finish === "length"
		? [{ section: null, rule: "truncated", text: "The answer was cut off at its limit. Write less." }, ...checked.problems]
		: checked.problems;

/** Asks, checks, and asks once more with what was wrong. A second attempt that fails leaves the first as it was. */
const askAndCheck = async (
	deps: WriteDeps,
	material: Material,
	asking: Omit<Asking, "schema" | "onText">,
	tell: NonNullable<WriteOptions["tell"]>,
): Promise<Outcome> => {
	const { ids, known } = material;
	const sections = sectionsFor(ids);
	const messages = messagesFor(material);
	const call = async (asked: readonly Message[], step: InsightProgress["step"], spent: number) => {
		const onText = (text: string): void =>
			tell({ type: "insights", step: step === "asking" ? "writing" : step, section: sectionAt(text), characters: text.length });
		tell({ type: "insights", step, section: null, characters: 0 });
		const answer = await askModel(deps, { ...asking, schema: schemaFor(ids), onText }, { messages: asked, spent });
		return { answer, checked: checkAnswer(answer.reply.text, known, sections) };
	};
	const first = await call(messages, "asking", 0);
	const problems = problemsOf(first.answer, first.checked);
	if (problems.length === 0) return { why: null, error: null, answers: [first.answer], checks: [first.checked] };
	try {
		const second = await call(repairMessages(messages, first.answer.reply.text, problems), "repairing", first.answer.cost);
		return { why: null, error: null, answers: [first.answer, second.answer], checks: [second.checked, first.checked] };
	} catch (error) {
		if (!(error instanceof AppError) || error.code === "cancelled") throw error;
		return { why: null, error: errorOf(error), answers: [first.answer], checks: [first.checked] };
	}
};

/** The caller's key; without any, one is made where a management key allows it. */
const keyFor = async ({ keys, provisioning, budget }: WriteDeps, caller: Caller): Promise<UsableKey | "no_key" | "locked"> => {
	const key = await keys.usable(caller);
	if (key) return key;
	if ((await keys.record(caller))?.sealedBy === "passphrase") return "locked";
	if (!provisioning.possible) return "no_key";
	await provisioning.provision(caller, { limit: (await budget.settings()).max_per_month });
	return (await keys.usable(caller)) ?? "no_key";
};

const isBadKey = (error: unknown): boolean => error instanceof AppError && error.details["reason"] === "bad_key";

const ask = async (deps: WriteDeps, material: Material, { caller, signal, tell = () => undefined }: WriteOptions): Promise<Outcome> => {
	const key = await keyFor(deps, caller);
	if (typeof key === "string") return untouched(key);
	const base = { runId: deps.newId(), caller, settings: await deps.budget.settings(), signal };
	try {
		return await askAndCheck(deps, material, { ...base, key }, tell);
	} catch (error) {
		if (!isBadKey(error) || key.source !== "provisioned" || !deps.provisioning.possible) throw error;
		await deps.provisioning.provision(caller, { limit: base.settings.max_per_month });
		const made = await deps.keys.usable(caller);
		if (!made) throw error;
		return askAndCheck(deps, material, { ...base, key: made }, tell);
	}
};

/** Of every section the newest answer in which it passed. */
const mergedOf = (checks: readonly Checked[]): ReadonlyMap<InsightSection, readonly DraftItem[]> =>
	new Map(
		insightSections.flatMap((section) =>
			checks
				.map(({ passed }) => passed.get(section))
				.filter((items) => items !== undefined)
				.slice(0, 1)
				.map((items) => [section, items] as const),
		),
	);

const usageOf = (answers: readonly Answer[]): OpenrouterOutput["usage"] => {
	if (answers.length === 0) return null;
	const sum = (of: (answer: Answer) => number): number => answers.reduce((total, answer) => total + of(answer), 0);
	const [prompt, completion] = [sum(({ reply }) => reply.usage?.promptTokens ?? 0), sum(({ reply }) => reply.usage?.completionTokens ?? 0)];
	return {
		prompt_tokens: Math.round(prompt),
		completion_tokens: Math.round(completion),
		total_tokens: Math.round(prompt + completion),
		cost: sum(({ cost }) => cost),
		cost_estimated: answers.some(({ estimated }) => estimated),
	};
};

const outputOf = (deps: WriteDeps, material: Material, outcome: Outcome, began: number): OpenrouterOutput => {
	const { analysis, facts, candidates, ids, known } = material;
	const asked = outcome.answers.length > 0;
	const own = mergedOf(outcome.checks);
	const rules = fromRules({ analysis, facts, candidates });
	const sections = new Map(insightSections.map((section) => [section, own.get(section) ?? rules.get(section) ?? []] as const));
	const fromRule = sectionsFor(ids).filter((section) => !own.has(section));
	const names = { facts: known.facts, candidates: new Map(candidates.map((candidate) => [candidate.id, candidate])) };
	const [last] = outcome.answers.slice(-1);
	return {
		status: own.size === 0 ? "rules" : fromRule.length === 0 ? "ok" : "partial",
		why: outcome.why ?? (asked && own.size === 0 ? "refused" : null),
		error: outcome.error,
		parsed: assemble(sections, names, analysis),
		summary_template: sections.get("executive_summary")?.[0]?.text ?? "",
		from_rules: fromRule,
		facts,
		candidates: candidates.map(({ product: _, ...candidate }) => candidate),
		refused: (outcome.checks[0]?.problems ?? []).filter(({ section }) => section === null || !own.has(section)),
		repaired: outcome.answers.length > 1,
		raw: last?.reply.text.slice(0, 100_000) ?? null,
		finish_reason: last?.reply.finish ?? null,
		truncated: last?.reply.finish === "length",
		...(last && { max_answer_tokens: last.maxTokens }),
		model: last?.reply.model ?? null,
		took_ms: asked ? Math.max(0, Math.round(deps.now() - began)) : 0,
		usage: usageOf(outcome.answers),
		request: last?.request ?? null,
		written_at: new Date(deps.now()).toISOString(),
	};
};

/** Without the period before the text only says less, so a failure is logged and leaves the rest as it is. */
const compareWith = (deps: WriteDeps, analysis: Analysis, signal: AbortSignal | undefined): ReturnType<WriteDeps["before"]> =>
	deps.before(analysis, signal).catch((err: unknown) => {
		if (signal?.aborted) throw new AppError("cancelled", "The writing was cancelled. Nothing was saved.");
		deps.log.error({ err }, "The period before was not computed; the text of the analysis compares with nothing");
		return null;
	});

/**
 * The text of an analysis: from a model where there is a key and its text stands the check, from rules where not, and always whole.
 * Rejects only with `cancelled`; whatever else goes wrong stands in the output, and rules write.
 */
export const writeInsights = async (deps: WriteDeps, analysis: Analysis, options: WriteOptions): Promise<Written> => {
	const began = deps.now();
	const before = await compareWith(deps, analysis, options.signal);
	let material = materialOf(analysis, { recommended: [], before });
	const choosing = async (): Promise<Outcome> => {
		material = materialOf(analysis, { recommended: await deps.recommended(options.caller), before });
		return ask(deps, material, options);
	};
	const outcome = await choosing().catch((error: unknown) => {
		if (options.signal?.aborted) throw new AppError("cancelled", "The writing was cancelled. Nothing was saved.");
		if (error instanceof AppError) return untouched("failed", errorOf(error));
		const id = deps.newId();
		deps.log.error({ id, err: error }, "the text of a model was not written");
		return untouched("failed", {
			code: "internal",
			message: `Something went wrong on our side. The log tells more under the id ${id}.`,
			reason: null,
		});
	});
	const output = outputOf(deps, material, outcome, began);
	return { output, products: output.parsed.recommendations_for_user_products };
};
