import type { Db } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { AccountStore, StoredCode, StoredToken, StoredUser } from "../ports.js";
import { isDuplicate } from "./failures.js";
import { modelKeys } from "./model.js";
import { recommendationLists } from "./recommendations.js";

interface UserDocument {
	_id: string;
	username: string;
	/** In lower case: names are told apart by it. */
	username_key: string;
	email: string | null;
	email_key: string | null;
	role: StoredUser["role"];
	password_hash: string | null;
	created_at: Date;
}

interface TokenDocument {
	/** The token's hash. */
	_id: string;
	user_id: string;
	created_at: Date;
	expires_at: Date;
}

interface CodeDocument {
	/** Purpose and user: a new one replaces the older. */
	_id: string;
	code_hash: string;
	user_id: string | null;
	purpose: StoredCode["purpose"];
	expires_at: Date;
}

const users = (db: Db) => db.collection<UserDocument>("users");
const tokens = (db: Db) => db.collection<TokenDocument>("sessions");
const codes = (db: Db) => db.collection<CodeDocument>("codes");

const key = (name: string): string => name.toLowerCase();

export const userOf = (found: UserDocument | null): StoredUser | null =>
	found && {
		userId: found._id,
		username: found.username,
		email: found.email,
		role: found.role,
		passwordHash: found.password_hash,
		createdAt: found.created_at.getTime(),
	};

export const tokenOf = (found: TokenDocument | null): StoredToken | null =>
	found && { tokenHash: found._id, userId: found.user_id, createdAt: found.created_at.getTime(), expiresAt: found.expires_at.getTime() };

export const codeOf = (found: CodeDocument | null): StoredCode | null =>
	found && { codeHash: found.code_hash, userId: found.user_id, purpose: found.purpose, expiresAt: found.expires_at.getTime() };

export const userDocument = ({ userId, username, email, role, passwordHash, createdAt }: StoredUser): UserDocument => ({
	_id: userId,
	username,
	username_key: key(username),
	email,
	email_key: email === null ? null : key(email),
	role,
	password_hash: passwordHash,
	created_at: new Date(createdAt),
});

export const tokenDocument = ({ tokenHash, userId, createdAt, expiresAt }: StoredToken): TokenDocument => ({
	_id: tokenHash,
	user_id: userId,
	created_at: new Date(createdAt),
	expires_at: new Date(expiresAt),
});

export const codeDocument = ({ codeHash, userId, purpose, expiresAt }: StoredCode): CodeDocument => ({
	_id: `${purpose}:${userId ?? ""}`,
	code_hash: codeHash,
	user_id: userId,
	purpose,
	expires_at: new Date(expiresAt),
});

const taken = (name: string): AppError => new AppError("conflict", `The name ${name} is taken. Choose another.`, { username: name });

const orTaken = async <T>(work: Promise<T>, name: string): Promise<T> => {
	try {
		return await work;
	} catch (error) {
		throw isDuplicate(error) ? taken(name) : error;
	}
};

type Change = Parameters<AccountStore["changeUser"]>[1];

const changeOf = ({ passwordHash, username, email }: Change): Partial<UserDocument> => ({
	...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
	...(username === undefined ? {} : { username, username_key: key(username) }),
	...(email === undefined ? {} : { email, email_key: email === null ? null : key(email) }),
});

/** Accounts of before the migration have no `username_key`, and are not seen until it is done. */
const migrated = { username_key: { $exists: true } } as const;

/** Each promise of one user, token or code is one document's, which the server changes as a whole. */
export const openAccounts = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): AccountStore => ({
	createUser: (user) =>
		use(async (db) => {
			await orTaken(users(db).insertOne(userDocument(user)), user.username);
		}),
	findUser: (name) =>
		use(async (db) =>
			userOf((await users(db).findOne({ username_key: key(name) })) ?? (await users(db).findOne({ email_key: key(name) }))),
		),
	user: (userId) => use(async (db) => userOf(await users(db).findOne({ _id: userId, ...migrated }))),
	users: () =>
		use(async (db) =>
			(await users(db).find(migrated).sort({ created_at: 1, username_key: 1 }).toArray()).map((one) => userOf(one) as StoredUser),
		),
	changeUser: (userId, change) =>
		use(async (db) => {
			const set = changeOf(change);
			if (Object.keys(set).length > 0) await orTaken(users(db).updateOne({ _id: userId }, { $set: set }), change.username ?? "");
			await tokens(db).deleteMany({ user_id: userId });
		}),
	removeUser: (userId) =>
		use(async (db) => {
			await codes(db).deleteMany({ user_id: userId });
			await recommendationLists(db).deleteMany({ user_id: userId });
			await modelKeys(db).deleteOne({ _id: userId });
			const { deletedCount } = await users(db).deleteOne({ _id: userId });
			await tokens(db).deleteMany({ user_id: userId });
			return deletedCount > 0;
		}),
	hasOwner: () => use(async (db) => (await users(db).findOne({ role: "owner", password_hash: { $type: "string" }, ...migrated })) !== null),
	saveToken: (token) =>
		use(async (db) => {
			await tokens(db).insertOne(tokenDocument(token));
		}),
	token: (tokenHash, now) => use(async (db) => tokenOf(await tokens(db).findOne({ _id: tokenHash, expires_at: { $gt: new Date(now) } }))),
	removeToken: (tokenHash) =>
		use(async (db) => {
			await tokens(db).deleteOne({ _id: tokenHash });
		}),
	saveCode: (code) =>
		use(async (db) => {
			const { _id, ...document } = codeDocument(code);
			await codes(db).replaceOne({ _id }, document, { upsert: true });
		}),
	takeCode: (codeHash, now) =>
		use(async (db) => codeOf(await codes(db).findOneAndDelete({ code_hash: codeHash, expires_at: { $gt: new Date(now) } }))),
});
