import { AppError } from "../contract/errors.js";
import type { ModelSettings, ModelSpending } from "../contract/model.js";
import type { ModelRun, ModelRunStore } from "../store/model-ports.js";
import { dollars } from "../words.js";

const million = 1_000_000;

export const usualSettings: ModelSettings = {
	models: ["openai/gpt-4.1-mini", "google/gemini-2.5-flash"],
	max_per_run: 0.1,
	max_per_month: 10,
	max_answer_tokens: 4_000,
	deny_keeping: true,
};

export interface BudgetDeps {
	readonly store: ModelRunStore;
	/** Of the environment; they have the last word. */
	readonly fixedModels: readonly string[];
	readonly endpoint: string;
	/** Epoch ms. */
	readonly now: () => number;
}

export interface Budget {
	settings(): Promise<ModelSettings>;
	change(change: Partial<ModelSettings>): Promise<ModelSpending>;
	spending(): Promise<ModelSpending>;
	/**
	 * What a call of this run may cost at most, US dollars, after `spent` in the same run; it is set aside until `release`, so that runs
	 * beside each other cannot pass the limit together. Throws AppError `conflict` (details.reason `budget`) when that is less than `worst`.
	 */
	allow(spent: number, worst: number): Promise<{ readonly most: number; readonly release: () => void }>;
	record(run: Omit<ModelRun, "at">): Promise<void>;
}

/** The limit per month counts from the first of the month, UTC, as the provider's own do. */
const monthOf = (now: number): { readonly start: number; readonly end: number } => {
	const date = new Date(now);
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
	return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
};

const tooDear = (limit: "run" | "month", worst: number, left: number): AppError =>
	new AppError(
		"conflict",
		`No call was made: it could cost up to ${dollars(worst)}, and ${dollars(Math.max(0, left))} are left of the limit per ${limit}. Raise that limit in Settings, Keys and model, or choose a cheaper model.`,
		{ reason: "budget", limit },
	);

export const openBudget = ({ store, fixedModels, endpoint, now }: BudgetDeps): Budget => {
	let aside = 0;
	/** What was saved before a setting was there has its usual value. */
	const known = async (): Promise<ModelSettings> => ({ ...usualSettings, ...(await store.modelSettings()) });
	const settings = async (): Promise<ModelSettings> => {
		const saved = await known();
		return fixedModels.length > 0 ? { ...saved, models: [...fixedModels] } : saved;
	};
	const spending = async (): Promise<ModelSpending> => {
		const { start, end } = monthOf(now());
		const { runs, cost } = await store.modelSpending(start);
		const month = { runs, cost: cost / million, resets_at: new Date(end).toISOString() };
		return { month, settings: await settings(), fixed_models: [...fixedModels], endpoint };
	};
	return {
		settings,
		spending,
		change: async (change) => {
			await store.saveModelSettings({ ...(await known()), ...change });
			return spending();
		},
		allow: async (spent, worst) => {
			const { month, settings: limits } = await spending();
			const ofRun = limits.max_per_run - spent;
			const ofMonth = limits.max_per_month - month.cost - aside;
			if (ofMonth <= 0 || worst > ofMonth) throw tooDear("month", worst, ofMonth);
			if (ofRun <= 0 || worst > ofRun) throw tooDear("run", worst, ofRun);
			const most = Math.min(ofRun, ofMonth);
			const set = worst;
			aside += set;
			let held = true;
			const release = (): void => {
				if (held) aside -= set;
				held = false;
			};
			return { most, release };
		},
		record: (run) => store.addModelRun({ ...run, at: now() }),
	};
};

export const micro = (cost: number): number => Math.ceil(cost * million);
