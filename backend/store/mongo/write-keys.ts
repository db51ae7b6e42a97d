import type { Db } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { StoredWriteKey, WriteKeyStore } from "../ports.js";
import { isDuplicate } from "./failures.js";

interface WriteKeyDocument {
	_id: string;
	key_hash: string;
	name: string;
	kind: StoredWriteKey["kind"];
	shown: string;
	origins: string[];
	created_at: Date;
	revoked_at: Date | null;
}

const keys = (db: Db) => db.collection<WriteKeyDocument>("write_keys");

export const writeKeyOf = (found: WriteKeyDocument): StoredWriteKey => ({
	keyId: found._id,
	keyHash: found.key_hash,
	name: found.name,
	kind: found.kind,
	shown: found.shown,
	origins: found.origins,
	createdAt: found.created_at.getTime(),
	revokedAt: found.revoked_at?.getTime() ?? null,
});

export const writeKeyDocument = (key: StoredWriteKey): WriteKeyDocument => ({
	_id: key.keyId,
	key_hash: key.keyHash,
	name: key.name,
	kind: key.kind,
	shown: key.shown,
	origins: [...key.origins],
	created_at: new Date(key.createdAt),
	revoked_at: key.revokedAt === null ? null : new Date(key.revokedAt),
});

export const openWriteKeys = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): WriteKeyStore => ({
	addWriteKey: (key) =>
		use(async (db) => {
			await keys(db)
				.insertOne(writeKeyDocument(key))
				.catch((error: unknown) => {
					throw isDuplicate(error) ? new AppError("conflict", "There is such a write key already. Make another one.") : error;
				});
		}),
	writeKeys: () => use(async (db) => (await keys(db).find().sort({ created_at: -1, _id: 1 }).toArray()).map(writeKeyOf)),
	changeWriteKey: (id, { name, origins }) =>
		use(async (db) => {
			const set = { ...(name === undefined ? {} : { name }), ...(origins === undefined ? {} : { origins: [...origins] }) };
			if (Object.keys(set).length > 0) await keys(db).updateOne({ _id: id }, { $set: set });
			const found = await keys(db).findOne({ _id: id });
			return found && writeKeyOf(found);
		}),
	revokeWriteKey: (id, at) =>
		use(async (db) => {
			await keys(db).updateOne({ _id: id, revoked_at: null }, { $set: { revoked_at: new Date(at) } });
			const found = await keys(db).findOne({ _id: id });
			return found && writeKeyOf(found);
		}),
});
