import { AppError } from "../../contract/errors.js";
import { openGate } from "../gate.js";
import type { StoredWriteKey, WriteKeyStore } from "../ports.js";
import type { Database, Link } from "./database.js";
import type { PlainRow } from "./values.js";

const read = (row: PlainRow): StoredWriteKey => ({
	keyId: String(row["key_id"]),
	keyHash: String(row["key_hash"]),
	name: String(row["name"]),
	kind: row["kind"] as StoredWriteKey["kind"],
	shown: String(row["shown"]),
	origins: JSON.parse(String(row["origins"])) as string[],
	createdAt: Number(row["created_at"]),
	revokedAt: row["revoked_at"] === null ? null : Number(row["revoked_at"]),
});

const byId = async (link: Link, id: string): Promise<StoredWriteKey | null> => {
	const [row] = await link.rows("SELECT * FROM write_keys WHERE key_id = $id", { id });
	return row ? read(row) : null;
};

const insert = async (link: Link, key: StoredWriteKey): Promise<void> => {
	const taken = await link.rows("SELECT 1 AS one FROM write_keys WHERE key_id = $id OR key_hash = $hash", {
		id: key.keyId,
		hash: key.keyHash,
	});
	if (taken.length > 0) throw new AppError("conflict", "There is such a write key already. Make another one.");
	await link.exec("INSERT INTO write_keys VALUES ($id, $hash, $name, $kind, $shown, $origins, $at, $revoked)", {
		id: key.keyId,
		hash: key.keyHash,
		name: key.name,
		kind: key.kind,
		shown: key.shown,
		origins: JSON.stringify(key.origins),
		at: key.createdAt,
		revoked: key.revokedAt,
	});
};

export const openWriteKeys = (database: Database): WriteKeyStore => {
	const gate = openGate(1);
	const changing = <T>(work: (link: Link) => Promise<T>): Promise<T> =>
		gate.enter(() => database.use((link) => link.transaction(() => work(link))));
	return {
		addWriteKey: (key) => changing((link) => insert(link, key)),
		writeKeys: async () =>
			(await database.use((link) => link.rows("SELECT * FROM write_keys ORDER BY created_at DESC, key_id ASC"))).map(read),
		changeWriteKey: (id, { name, origins }) =>
			changing(async (link) => {
				if (name !== undefined) await link.exec("UPDATE write_keys SET name = $name WHERE key_id = $id", { id, name });
				if (origins !== undefined)
					await link.exec("UPDATE write_keys SET origins = $origins WHERE key_id = $id", { id, origins: JSON.stringify(origins) });
				return byId(link, id);
			}),
		revokeWriteKey: (id, at) =>
			changing(async (link) => {
				await link.exec("UPDATE write_keys SET revoked_at = $at WHERE key_id = $id AND revoked_at IS NULL", { id, at });
				return byId(link, id);
			}),
	};
};
