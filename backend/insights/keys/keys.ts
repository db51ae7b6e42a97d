import { AppError } from "../../contract/errors.js";
import type { Keeping, KeyTest, ModelKeyState } from "../../contract/model.js";
import type { Caller } from "../../operations.js";
import type { ModelKeyStore, StoredModelKey } from "../../store/model-ports.js";
import { type KeyInfo, keyInfo } from "../provider/account.js";
import type { ProviderDeps } from "../provider/call.js";
import type { Vault } from "./vault.js";

export interface KeysDeps {
	readonly store: ModelKeyStore;
	readonly vault: Vault;
	readonly provider: ProviderDeps;
	/** From the environment: used for whoever has no key, never stored. */
	readonly environmentKey: string | null;
	readonly canProvision: boolean;
	/** Epoch ms. */
	readonly now: () => number;
}

/** A key in use. Lives as long as a call; never logged, never sent to a console. */
export interface UsableKey {
	readonly secret: string;
	readonly source: "manual" | "provisioned" | "environment";
}

export interface Keys {
	state(caller: Caller): Promise<ModelKeyState>;
	/** Asks the provider first: a key that it refuses is not kept. Throws AppError. */
	save(caller: Caller, secret: string, passphrase: string | undefined): Promise<ModelKeyState>;
	/** The record that was removed; throws AppError `not_found` when there was none. */
	remove(caller: Caller): Promise<StoredModelKey>;
	/** Throws AppError `invalid` for another passphrase. */
	unlock(caller: Caller, passphrase: string): Promise<ModelKeyState>;
	test(caller: Caller): Promise<KeyTest>;
	/** The caller's own, else the environment's, else null. */
	usable(caller: Caller): Promise<UsableKey | null>;
	/** Keeps a key that the provider made for us. */
	keepMade(caller: Caller, made: { readonly key: string; readonly hash: string; readonly name: string }): Promise<void>;
	record(caller: Caller): Promise<StoredModelKey | null>;
}

export const ownerOf = ({ userId }: Caller): string => userId ?? "local";

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const masked = (lastFour: string): string => `${"*".repeat(20)}${lastFour}`;

const noKey = new AppError("not_found", "There is no key to use. Put one in under Settings, Keys and model.");

const refuseManagement = (info: KeyInfo): void => {
	if (!info.management) return;
	throw new AppError(
		"invalid",
		"This is a management key: it makes other keys and cannot call models. Put it in OPENROUTER_PROVISIONING_KEY, or save an ordinary key here.",
	);
};

/** The provider's word for it, and how long that took. A key that it does not know was mistyped: that is the sender's to mend. */
const ask = async ({ provider, now }: KeysDeps, secret: string): Promise<{ readonly info: KeyInfo; readonly answeredMs: number }> => {
	const began = now();
	const info = await keyInfo(provider, secret).catch((error: unknown) => {
		if (!(error instanceof AppError) || error.details["reason"] !== "bad_key") throw error;
		throw new AppError(
			"invalid",
			"OpenRouter does not take this key: it is unknown, disabled or expired. Copy it again, or make a new one there. Nothing was saved.",
			{
				...error.details,
				path: "api_key",
			},
		);
	});
	return { info, answeredMs: Math.max(0, Math.round(now() - began)) };
};

const environmentState = (secret: string): Partial<ModelKeyState> => ({
	exists: true,
	masked_key: masked(secret.slice(-4)),
	source: "environment",
});

const stateOf = (key: StoredModelKey, locked: boolean): Partial<ModelKeyState> => ({
	exists: true,
	masked_key: masked(key.lastFour),
	updated_at: iso(key.updatedAt),
	source: key.source,
	label: key.label,
	expires_at: key.expiresAt,
	tested_at: iso(key.testedAt),
	answered_ms: key.answeredMs,
	locked,
});

const nothing = (keeping: Keeping, canProvision: boolean): ModelKeyState => ({
	exists: false,
	provider: "openrouter",
	masked_key: null,
	updated_at: null,
	source: null,
	label: null,
	expires_at: null,
	tested_at: null,
	answered_ms: null,
	locked: false,
	keeping,
	can_provision: canProvision,
});

/** Keys to the language model, one a user. */
export const openModelKeys = (deps: KeysDeps): Keys => {
	const { store, vault, environmentKey, canProvision, now } = deps;
	const record = (caller: Caller) => store.modelKey(ownerOf(caller));
	/** A record whose secret is gone with the last run counts as none, one behind a passphrase as locked. */
	const present = async (caller: Caller) => {
		const key = await record(caller);
		if (!key) return null;
		const secret = await vault.reveal(key);
		return secret === null && key.sealedBy !== "passphrase" ? null : { key, secret };
	};
	const state = async (caller: Caller): Promise<ModelKeyState> => {
		const found = await present(caller);
		const base = nothing(await vault.keeping(found?.key ?? null), canProvision);
		if (found) return { ...base, ...stateOf(found.key, found.secret === null) };
		return environmentKey === null ? base : { ...base, ...environmentState(environmentKey) };
	};
	const usable = async (caller: Caller): Promise<UsableKey | null> => {
		const found = await present(caller);
		if (found?.secret) return { secret: found.secret, source: found.key.source };
		return environmentKey === null ? null : { secret: environmentKey, source: "environment" };
	};
	const keep = async (
		caller: Caller,
		secret: string,
		rest: Partial<StoredModelKey> & { passphrase?: string | undefined },
	): Promise<void> => {
		const owner = ownerOf(caller);
		const { passphrase, ...known } = rest;
		const kept = await vault.keep(owner, secret, passphrase);
		const at = now();
		await store.saveModelKey({
			owner,
			source: "manual",
			lastFour: secret.slice(-4),
			hash: null,
			label: null,
			expiresAt: null,
			createdAt: at,
			updatedAt: at,
			testedAt: null,
			answeredMs: null,
			...known,
			...kept,
		});
	};
	return {
		state,
		usable,
		record,
		save: async (caller, secret, passphrase) => {
			if ((await vault.keeping(null)).kind === "refused") await vault.keep(ownerOf(caller), secret, undefined);
			const { info, answeredMs } = await ask(deps, secret);
			refuseManagement(info);
			await keep(caller, secret, { label: info.label, expiresAt: info.expiresAt, testedAt: now(), answeredMs, passphrase });
			return state(caller);
		},
		remove: async (caller) => {
			const key = await record(caller);
			if (!key)
				throw new AppError(
					"not_found",
					"There is no saved key to remove. One of the environment is removed there: unset OPENROUTER_API_KEY.",
				);
			await vault.forget(key.owner);
			await store.removeModelKey(key.owner);
			return key;
		},
		unlock: async (caller, passphrase) => {
			const key = await record(caller);
			if (key?.sealedBy !== "passphrase") throw noKey;
			if (!(await vault.unlock(key, passphrase))) {
				throw new AppError("invalid", "That is not the passphrase of this key. Try again, or remove the key and save it anew.", {
					path: "passphrase",
				});
			}
			return state(caller);
		},
		test: async (caller) => {
			const key = await usable(caller);
			if (!key) throw noKey;
			const { info, answeredMs } = await ask(deps, key.secret);
			const stored = key.source === "environment" ? null : await record(caller);
			if (stored)
				await store.saveModelKey({ ...stored, label: info.label ?? stored.label, expiresAt: info.expiresAt, testedAt: now(), answeredMs });
			return {
				status: "ok",
				label: info.label,
				limit: info.limit,
				limit_remaining: info.limitRemaining,
				expires_at: info.expiresAt,
				answered_ms: answeredMs,
			};
		},
		keepMade: (caller, { key, hash, name }) => keep(caller, key, { source: "provisioned", hash, label: name }),
	};
};
