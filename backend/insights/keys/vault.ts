import { AppError } from "../../contract/errors.js";
import type { Keeping } from "../../contract/model.js";
import type { Keyring } from "../../sealing/keyring.js";
import { seal, unseal } from "../../sealing/seal.js";
import type { StoredModelKey } from "../../store/model-ports.js";

type Kept = Pick<StoredModelKey, "sealedBy" | "sealed">;

export interface Vault {
	/** Where a key of this record is kept; null: where a new one would be. */
	keeping(key: StoredModelKey | null): Promise<Keeping>;
	/** Keeps the secret, and tells what to store of it. Throws AppError `unsupported` where nothing may be kept. */
	keep(owner: string, secret: string, passphrase: string | undefined): Promise<Kept>;
	/** Null when it is not there (any more), or locked. */
	reveal(key: StoredModelKey): Promise<string | null>;
	/** False for another passphrase. */
	unlock(key: StoredModelKey, passphrase: string): Promise<boolean>;
	forget(owner: string): Promise<void>;
}

export interface VaultDeps {
	/** The shell's; null on a plain server. */
	readonly keyring: Keyring | null;
	readonly secretKey: string | null;
}

const name = (owner: string): string => `openrouter:${owner}`;

const refusal = new AppError(
	"unsupported",
	"No key was kept: this server has nothing to seal it with. Set SECRET_KEY to at least 16 characters of chance and start again, or set OPENROUTER_API_KEY, which is used and never stored.",
);

const inWords = {
	secret_key: { name: "SECRET_KEY", durable: true, text: "Encrypted in the store with the server's SECRET_KEY." },
	passphrase: {
		name: "Your passphrase",
		durable: true,
		text: "Encrypted in the store with your passphrase, which is asked for once after each start.",
	},
	memory: {
		name: "This run",
		durable: false,
		text: "This computer has no keyring that encrypts: the key is forgotten when the program ends, unless you set a passphrase.",
	},
	refused: { name: "Nowhere", durable: false, text: refusal.message },
} as const;

/**
 * Where keys rest: in the system's keyring under a window that has one; there, without one, in memory or sealed by a passphrase;
 * on a plain server sealed by SECRET_KEY, or nowhere. Revealed keys of memory and passphrase live as long as the process.
 */
export const openVault = ({ keyring, secretKey }: VaultDeps): Vault => {
	const open = new Map<string, string>();
	const keyringNow = async () => (keyring ? keyring.state() : { usable: false, name: "" });
	const kindOfNew = async (): Promise<Keeping["kind"]> => {
		if ((await keyringNow()).usable) return "keyring";
		if (keyring) return "memory";
		return secretKey === null ? "refused" : "secret_key";
	};
	return {
		keeping: async (key) => {
			const kind = key?.sealedBy ?? (await kindOfNew());
			if (kind !== "keyring") return { kind, ...inWords[kind] };
			const { name: ring } = await keyringNow();
			return {
				kind,
				name: ring,
				durable: true,
				text: `Encrypted by ${ring}. The window never holds it; calls are made by the app's main process.`,
			};
		},
		keep: async (owner, secret, passphrase) => {
			const kind = await kindOfNew();
			if (kind === "refused") throw refusal;
			if (kind === "keyring") {
				await keyring?.write(name(owner), secret);
				open.delete(owner);
				return { sealedBy: kind, sealed: null };
			}
			open.set(owner, secret);
			if (kind === "secret_key" && secretKey !== null) return { sealedBy: kind, sealed: await seal(secret, secretKey, owner) };
			if (passphrase === undefined) return { sealedBy: "memory", sealed: null };
			return { sealedBy: "passphrase", sealed: await seal(secret, passphrase, owner) };
		},
		reveal: async ({ owner, sealedBy, sealed }) => {
			if (sealedBy === "keyring") return (await keyring?.read(name(owner))) ?? null;
			const known = open.get(owner);
			if (known !== undefined || sealedBy !== "secret_key" || secretKey === null || sealed === null) return known ?? null;
			const secret = await unseal(sealed, secretKey, owner);
			if (secret !== null) open.set(owner, secret);
			return secret;
		},
		unlock: async ({ owner, sealed }, passphrase) => {
			const secret = sealed === null ? null : await unseal(sealed, passphrase, owner);
			if (secret !== null) open.set(owner, secret);
			return secret !== null;
		},
		forget: async (owner) => {
			open.delete(owner);
			await keyring?.remove(name(owner));
		},
	};
};
