import { AppError } from "../contract/errors.js";
import { type ModelPrice, modelPrices } from "./provider/account.js";
import type { ProviderDeps } from "./provider/call.js";
import { failure } from "./provider/failure.js";

/** US dollars a token, the dearest of the models asked; null where the listing does not tell. */
export interface Price {
	readonly prompt: number;
	readonly completion: number;
}

export interface Prices {
	/** Throws AppError (details.reason `no_model`, `bad_request`) for a model that there is not, or that knows no structured outputs. */
	of(models: readonly string[], key: string, signal?: AbortSignal): Promise<Price | null>;
}

const freshMs = 3_600_000;

/** Names may carry a variant, such as `:free` or `:nitro`; some are listed as they are, some by their base alone. */
const find = (listed: readonly ModelPrice[], name: string): ModelPrice | undefined =>
	listed.find(({ id }) => id === name) ?? (name.endsWith(":free") ? undefined : listed.find(({ id }) => id === name.split(":")[0]));

/** The listing, read anew each hour. A listing that cannot be read stops nothing: the limit of the call then stands in the call itself. */
export const openPrices = (provider: ProviderDeps, now: () => number): Prices => {
	let known: { readonly at: number; readonly listed: readonly ModelPrice[] } | null = null;
	const listing = async (key: string, signal: AbortSignal | undefined): Promise<readonly ModelPrice[]> => {
		if (known !== null && now() - known.at < freshMs) return known.listed;
		try {
			known = {
				at: now(),
				listed: await modelPrices({ ...provider, patience: { silence: 8_000, whole: 15_000, pauses: [], longestWait: 0 } }, key, signal),
			};
			return known.listed;
		} catch (error) {
			if (error instanceof AppError && (error.code === "cancelled" || error.details["reason"] === "bad_key")) throw error;
			return [];
		}
	};
	return {
		of: async (models, key, signal) => {
			const listed = await listing(key, signal);
			if (listed.length === 0) return null;
			const found = models.map((name) => find(listed, name));
			const missing = models.find((_, at) => found[at] === undefined);
			if (missing !== undefined) throw failure("no_model", { said: missing });
			const unfit = found.find((model) => model?.structured === false);
			if (unfit) throw failure("bad_request", { said: `${unfit.id} knows no structured outputs` });
			const priced = found.flatMap((model) =>
				model && model.prompt !== null && model.completion !== null ? [{ prompt: model.prompt, completion: model.completion }] : [],
			);
			if (priced.length < models.length) return null;
			return {
				prompt: Math.max(...priced.map(({ prompt }) => prompt)),
				completion: Math.max(...priced.map(({ completion }) => completion)),
			};
		},
	};
};
