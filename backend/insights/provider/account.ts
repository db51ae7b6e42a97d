import { z } from "zod";
import { callProvider, jsonOf, type ProviderDeps, usualPatience } from "./call.js";
import { failure } from "./failure.js";

const keyShape = z.object({
	data: z.object({
		label: z.string().max(300).nullish(),
		limit: z.number().nullish(),
		limit_remaining: z.number().nullish(),
		is_management_key: z.boolean().nullish(),
		is_provisioning_key: z.boolean().nullish(),
		expires_at: z.string().max(60).nullish(),
	}),
});

const madeShape = z.object({ key: z.string().min(10).max(300), data: z.object({ hash: z.string().min(1).max(300) }) });

const price = z.union([z.string(), z.number()]).transform(Number).pipe(z.number());
const modelsShape = z.object({
	data: z.array(
		z.object({
			id: z.string().max(200),
			pricing: z.object({ prompt: price, completion: price }).nullish().catch(null),
			supported_parameters: z.array(z.string()).nullish(),
		}),
	),
});

export interface KeyInfo {
	readonly label: string | null;
	readonly limit: number | null;
	readonly limitRemaining: number | null;
	readonly management: boolean;
	readonly expiresAt: string | null;
}

export interface ModelPrice {
	readonly id: string;
	/** US dollars a token; null where it depends. */
	readonly prompt: number | null;
	readonly completion: number | null;
	/** Knows strict JSON schemas. */
	readonly structured: boolean;
}

const shaped = async <T>(response: Response, shape: z.ZodType<T>): Promise<T> => {
	const read = shape.safeParse(await jsonOf(response));
	if (!read.success) throw failure("unreadable", { status: response.status });
	return read.data;
};

/** A key without a name of its own is labelled by its beginning and end, which are more than may be shown. */
const nameIn = (label: string | null | undefined): string | null => (label && !/sk-/i.test(label) ? label : null);

/** What the provider says of a key; asking costs nothing. */
export const keyInfo = (deps: ProviderDeps, key: string, signal?: AbortSignal): Promise<KeyInfo> =>
	callProvider(deps, { key, path: "/key", signal }, async (response) => {
		const { data } = await shaped(response, keyShape);
		return {
			label: nameIn(data.label),
			limit: data.limit ?? null,
			limitRemaining: data.limit_remaining ?? null,
			management: data.is_management_key === true || data.is_provisioning_key === true,
			expiresAt: data.expires_at ?? null,
		};
	});

/** Makes a key that stops at a limit of its own, US dollars a month. Never tried again of itself: a lost answer may have made one. */
export const makeKey = (deps: ProviderDeps, managementKey: string, { name, limit }: { name: string; limit: number }) =>
	callProvider(
		{ ...deps, patience: { ...(deps.patience ?? usualPatience), pauses: [] } },
		{ key: managementKey, path: "/keys", method: "POST", body: { name, limit, limit_reset: "monthly", include_byok_in_limit: true } },
		async (response) => {
			const { key, data } = await shaped(response, madeShape);
			return { key, hash: data.hash };
		},
	);

export const disableKey = (deps: ProviderDeps, managementKey: string, hash: string): Promise<void> =>
	callProvider(
		deps,
		{ key: managementKey, path: `/keys/${encodeURIComponent(hash)}`, method: "PATCH", body: { disabled: true } },
		async (response) => {
			await jsonOf(response);
		},
	);

/** Every model with its price. */
export const modelPrices = (deps: ProviderDeps, key: string, signal?: AbortSignal): Promise<ModelPrice[]> =>
	callProvider(deps, { key, path: "/models", signal }, async (response) => {
		const { data } = await shaped(response, modelsShape);
		return data.map(({ id, pricing, supported_parameters: known }) => ({
			id,
			prompt: pricing && pricing.prompt >= 0 ? pricing.prompt : null,
			completion: pricing && pricing.completion >= 0 ? pricing.completion : null,
			structured: known?.includes("structured_outputs") ?? known === undefined,
		}));
	});
