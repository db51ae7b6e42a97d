import { AppError } from "../contract/errors.js";
import type { AccountStore, StoredCode } from "../store/ports.js";
import { newCode, secretHash } from "./secrets.js";

const lifeMs = 48 * 60 * 60 * 1000;

export interface OneTimeCode {
	readonly code: string;
	/** Console path with the code in its fragment, which browsers send to no server. */
	readonly path: string;
	readonly expiresAt: number;
}

export interface Codes {
	make(purpose: StoredCode["purpose"], userId: string | null): Promise<OneTimeCode>;
	/** Takes the code for good only when `use` succeeds. Throws `unauthenticated` for the unknown, used and expired. */
	spend<T>(code: string, use: (taken: StoredCode) => Promise<T>): Promise<T>;
}

export const openCodes = ({ store, now }: { readonly store: AccountStore; readonly now: () => number }): Codes => ({
	make: async (purpose, userId) => {
		const code = newCode();
		const expiresAt = now() + lifeMs;
		await store.saveCode({ codeHash: secretHash(code), userId, purpose, expiresAt });
		return { code, path: `/dashboard/redeem#code=${code}`, expiresAt };
	},
	spend: async (code, use) => {
		const taken = await store.takeCode(secretHash(code.trim()), now());
		if (!taken)
			throw new AppError("unauthenticated", "This code is not valid: it was used, replaced or is older than 48 hours. Ask for a new one.");
		try {
			return await use(taken);
		} catch (error) {
			await store.saveCode(taken);
			throw error;
		}
	},
});
