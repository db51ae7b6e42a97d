import { AppError } from "../../contract/errors.js";
import type { Log } from "../../logging.js";
import type { Caller } from "../../operations.js";
import { disableKey, makeKey } from "../provider/account.js";
import type { ProviderDeps } from "../provider/call.js";
import { type Keys, ownerOf } from "./keys.js";
import type { Vault } from "./vault.js";

export interface ProvisionDeps {
	readonly keys: Keys;
	readonly vault: Vault;
	readonly provider: ProviderDeps;
	readonly managementKey: string | null;
	readonly log: Log;
}

export interface Provisioned {
	readonly hash: string;
	readonly name: string;
	readonly limit: number;
	/** Hashes of the keys that no longer work. */
	readonly disabled: readonly string[];
}

interface Wish {
	readonly name?: string | undefined;
	/** US dollars a month. */
	readonly limit: number;
}

const nameFor = (caller: Caller): string => `clickstream-console-${ownerOf(caller).slice(0, 6)}`;

/**
 * Makes a key for the caller: name, limit and monthly reset always set, the one made before disabled, only its hash and last four
 * kept readable. A key that could not be kept is disabled at once. Throws AppError `unsupported` without a management key, and
 * where a key may not be kept.
 */
export const openProvisioning = ({ keys, vault, provider, managementKey, log }: ProvisionDeps) => {
	const disable = async (hash: string): Promise<boolean> => {
		if (managementKey === null) return false;
		try {
			await disableKey(provider, managementKey, hash);
			return true;
		} catch (err) {
			log.error({ err, hash }, "a key made earlier could not be disabled; disable it at the provider");
			return false;
		}
	};
	const provision = async (caller: Caller, { name = nameFor(caller), limit }: Wish): Promise<Provisioned> => {
		if (managementKey === null) {
			throw new AppError(
				"unsupported",
				"No key was made: OPENROUTER_PROVISIONING_KEY is not set. Set it to a management key of OpenRouter and start again.",
			);
		}
		const keeping = await vault.keeping(null);
		if (keeping.kind === "refused") throw new AppError("unsupported", keeping.text);
		const before = await keys.record(caller);
		const made = await makeKey(provider, managementKey, { name, limit });
		try {
			await keys.keepMade(caller, { ...made, name });
		} catch (error) {
			await disable(made.hash);
			throw error;
		}
		const old = before?.hash ?? null;
		const disabled = old !== null && old !== made.hash && (await disable(old)) ? [old] : [];
		return { hash: made.hash, name, limit, disabled };
	};
	return { provision, disable, possible: managementKey !== null };
};
export type Provisioning = ReturnType<typeof openProvisioning>;
