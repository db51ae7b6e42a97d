import { createHash, randomBytes, randomUUID } from "node:crypto";
import { AppError } from "../contract/errors.js";
import type { WriteKey } from "../contract/tracking.js";
import type { StoredWriteKey, WriteKeyStore } from "../store/ports.js";

export interface KeysDeps {
	readonly store: WriteKeyStore;
	readonly now: () => number;
}

type NewKey = Pick<StoredWriteKey, "name" | "kind" | "origins">;

export interface Keys {
	list(): Promise<WriteKey[]>;
	/** The key itself is told here and, for a server's, nowhere else. */
	create(key: NewKey): Promise<{ readonly item: WriteKey; readonly key: string }>;
	/** Throws AppError `not_found`. */
	change(keyId: string, change: { readonly name?: string; readonly origins?: readonly string[] }): Promise<WriteKey>;
	/** Throws AppError `not_found`. */
	revoke(keyId: string): Promise<WriteKey>;
	/** The key that was sent; throws AppError `unauthenticated` for one that is unknown or revoked. */
	find(key: string): Promise<StoredWriteKey>;
	/** The demo shop's own key, made when there is none that lives: who revokes it gives the shop another. */
	ofShop(): Promise<string>;
	/** Whether any key that is not revoked lets a page of this origin send. */
	admits(origin: string): Promise<boolean>;
}

/** Another process on the same store may change keys: what is known is read again after so long, ms. Unknown keys cost no more than known ones. */
const freshMs = 5_000;

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

const shownOf = ({ keyId, name, kind, shown, origins, createdAt, revokedAt }: StoredWriteKey): WriteKey => ({
	key_id: keyId,
	name,
	kind,
	shown,
	origins: [...origins],
	created_at: createdAt,
	revoked_at: revokedAt,
});

/** Origins are compared as browsers write them. */
const plain = (origins: readonly string[]): string[] => origins.map((one) => new URL(one).origin);

/** Beside the server's own origin, which may use every key of pages. */
export const allows = ({ kind, origins }: Pick<StoredWriteKey, "kind" | "origins">, origin: string): boolean =>
	kind === "browser" && (origins.length === 0 || origins.includes(origin));

const unknownKey = (): AppError =>
	new AppError("not_found", "There is no such write key. The console's tracking view lists those there are.");

const refused = (revoked: boolean): AppError =>
	new AppError(
		"unauthenticated",
		revoked
			? "This write key was revoked. Make a new one in the console's tracking view, and put it into the shop's page."
			: "This write key is unknown. Copy one from the console's tracking view.",
	);

export const openKeys = ({ store, now }: KeysDeps): Keys => {
	let known: { readonly at: number; readonly byHash: Promise<ReadonlyMap<string, StoredWriteKey>> } | null = null;
	const byHash = (): Promise<ReadonlyMap<string, StoredWriteKey>> => {
		if (known !== null && Math.abs(now() - known.at) < freshMs) return known.byHash;
		const read = store.writeKeys().then((keys) => new Map(keys.map((key) => [key.keyHash, key])));
		known = { at: now(), byHash: read };
		read.catch(() => {
			known = null;
		});
		return read;
	};
	const changed = async (change: Promise<StoredWriteKey | null>): Promise<WriteKey> => {
		const key = await change;
		known = null;
		if (!key) throw unknownKey();
		return shownOf(key);
	};
	const create: Keys["create"] = async ({ name, kind, origins }) => {
		const key = `${kind === "server" ? "sec" : "pub"}_${randomBytes(18).toString("base64url")}`;
		const stored = {
			keyId: randomUUID(),
			keyHash: hashOf(key),
			name,
			kind,
			shown: kind === "server" ? `${key.slice(0, 8)}…` : key,
			origins: plain(origins),
			createdAt: now(),
			revokedAt: null,
		};
		await store.addWriteKey(stored);
		known = null;
		return { item: shownOf(stored), key };
	};
	const ofShop = async (): Promise<string> => {
		const living = [...(await byHash()).values()].find(({ kind, revokedAt }) => kind === "shop" && revokedAt === null);
		return living?.shown ?? (await create({ name: "Demo shop", kind: "shop", origins: [] })).key;
	};
	let asked: Promise<string> | null = null;
	return {
		list: async () => (await store.writeKeys()).map(shownOf),
		create,
		change: (keyId, { name, origins }) =>
			changed(store.changeWriteKey(keyId, { ...(name !== undefined && { name }), ...(origins && { origins: plain(origins) }) })),
		revoke: (keyId) => changed(store.revokeWriteKey(keyId, now())),
		find: async (key) => {
			const found = (await byHash()).get(hashOf(key));
			if (!found || found.revokedAt !== null) throw refused(found !== undefined);
			return found;
		},
		ofShop: () => {
			/** Pages that are asked for at once get one key. */
			asked ??= ofShop().finally(() => {
				asked = null;
			});
			return asked;
		},
		admits: async (origin) => [...(await byHash()).values()].some((key) => key.revokedAt === null && allows(key, origin)),
	};
};
