import { randomUUID } from "node:crypto";
import type { AccountRole } from "../contract/base.js";
import { AppError } from "../contract/errors.js";
import type { AccountStore, StoredUser } from "../store/ports.js";
import { openAttempts } from "./attempts.js";
import { type Codes, type OneTimeCode, openCodes } from "./codes.js";
import { openPasswords, type Passwords } from "./passwords.js";
import { newToken, secretHash } from "./secrets.js";

export interface AccountsDeps {
	readonly store: AccountStore;
	readonly now: () => number;
	readonly sessionTtlMs: number;
}

export interface LogIn {
	readonly user: StoredUser;
	readonly token: string;
	readonly expiresAt: number;
}

export interface Accounts {
	/** Whom a token belongs to; null for the unknown and the expired. */
	findCaller(token: string): Promise<{ readonly userId: string; readonly role: AccountRole } | null>;
	signUp(person: { readonly username: string; readonly email: string; readonly password: string }): Promise<string>;
	logIn(person: { readonly username: string; readonly password: string; readonly peer: string | null }): Promise<LogIn>;
	logOut(token: string): Promise<void>;
	redeem(request: Redeem): Promise<LogIn>;
	invite(person: {
		readonly username: string;
		readonly email: string | null;
		readonly role: "analyst" | "owner";
	}): Promise<OneTimeCode & { readonly userId: string }>;
	/** The account of this name; made with this id, as a customer without a password, when there is none. */
	customerNamed(person: {
		readonly username: string;
		readonly userId: string;
	}): Promise<{ readonly userId: string; readonly isNew: boolean }>;
	reset(userId: string): Promise<OneTimeCode>;
	remove(userId: string): Promise<void>;
	/** The code that makes the first owner, to be printed by the server; null once there is an owner. */
	ownerCode(): Promise<OneTimeCode | null>;
}

export interface Redeem {
	readonly code: string;
	readonly username?: string | undefined;
	readonly email?: string | undefined;
	readonly password: string;
	readonly peer: string | null;
}

interface Parts extends AccountsDeps {
	readonly passwords: Passwords;
	readonly codes: Codes;
}

const taken = (name: string): AppError =>
	new AppError("conflict", `There is an account for ${name} already. Log in, or choose another name.`);

/** A name that looks like somebody's e-mail would catch that person's log-ins: it must be the account's own. */
const checkName = async (store: AccountStore, username: string, email: string | null): Promise<void> => {
	if (username.includes("@") && username.toLowerCase() !== email?.toLowerCase()) {
		throw new AppError("invalid", "A name with @ must be your own e-mail address. Choose another name.", {
			issues: [{ path: "username", message: "must be the e-mail address when it holds @" }],
		});
	}
	if (await store.findUser(username)) throw taken(username);
	if (email !== null && (await store.findUser(email))) throw taken(email);
};

type NewUser = Pick<StoredUser, "username" | "email" | "role" | "passwordHash"> & { readonly userId?: string };

const create = async ({ store, now }: Parts, user: NewUser): Promise<StoredUser> => {
	const stored: StoredUser = { userId: randomUUID(), ...user, createdAt: now() };
	await store.createUser(stored);
	return stored;
};

const openSession = async ({ store, now, sessionTtlMs }: Parts, user: StoredUser): Promise<LogIn> => {
	const token = newToken();
	const expiresAt = now() + sessionTtlMs;
	await store.saveToken({ tokenHash: secretHash(token), userId: user.userId, createdAt: now(), expiresAt });
	return { user, token, expiresAt };
};

const known = async (store: AccountStore, userId: string): Promise<StoredUser> => {
	const user = await store.user(userId);
	if (user) return user;
	throw new AppError("not_found", `There is no account ${userId}. Reload the list of accounts.`);
};

const makeOwner = async (parts: Parts, { username, email }: Pick<Redeem, "username" | "email">, passwordHash: string) => {
	if (username === undefined) {
		throw new AppError("invalid", "The first owner needs a name. Fill it in and send the code again.", {
			issues: [{ path: "username", message: "is needed for the first owner" }],
		});
	}
	if (await parts.store.hasOwner()) throw new AppError("conflict", "This console has an owner already. Ask them for an invitation.");
	await checkName(parts.store, username, email ?? null);
	return create(parts, { username, email: email ?? null, role: "owner", passwordHash });
};

const setPassword = async (parts: Parts, userId: string, passwordHash: string): Promise<StoredUser> => {
	await parts.store.changeUser(userId, { passwordHash });
	return known(parts.store, userId);
};

/** A code is given back when what came with it was not good enough, so that a slip does not cost the invitation. */
const redeem = async (parts: Parts, request: Redeem): Promise<LogIn> => {
	const passwordHash = await parts.passwords.hash(request.password);
	return parts.codes.spend(request.code, async ({ userId }) => {
		const user = userId === null ? await makeOwner(parts, request, passwordHash) : await setPassword(parts, userId, passwordHash);
		return openSession(parts, user);
	});
};

const invite = async (parts: Parts, person: { username: string; email: string | null; role: AccountRole }) => {
	await checkName(parts.store, person.username, person.email);
	const { userId } = await create(parts, { ...person, passwordHash: null });
	return { ...(await parts.codes.make("invite", userId)), userId };
};

const customerNamed = async (parts: Parts, { username, userId }: { readonly username: string; readonly userId: string }) => {
	const found = await parts.store.findUser(username);
	if (found) return { userId: found.userId, isNew: false };
	await checkName(parts.store, username, null);
	await create(parts, { userId, username, email: null, role: "customer", passwordHash: null });
	return { userId, isNew: true };
};

/** Owners who can log in; one must stay. */
const remove = async ({ store }: Parts, userId: string): Promise<void> => {
	const leaving = await known(store, userId);
	const others = (await store.users()).filter((user) => user.role === "owner" && user.passwordHash !== null && user.userId !== userId);
	if (leaving.role === "owner" && leaving.passwordHash !== null && others.length === 0) {
		throw new AppError("conflict", `${leaving.username} is the only owner. Invite another owner first, then remove this account.`);
	}
	await store.removeUser(userId);
};

/** One after the other, so that two owners cannot remove each other at once. */
const inTurn = () => {
	let last: Promise<unknown> = Promise.resolve();
	return <T>(work: () => Promise<T>): Promise<T> => {
		const turn = last.then(work, work);
		last = turn;
		return turn;
	};
};

/** Accounts over a store. Opening costs one password hash: the one that unknown names are checked against. */
export const openAccounts = async (deps: AccountsDeps): Promise<Accounts> => {
	const { store, now } = deps;
	const parts: Parts = { ...deps, passwords: await openPasswords(), codes: openCodes(deps) };
	const attempts = openAttempts(now);
	const turns = inTurn();
	return {
		findCaller: async (token) => {
			const stored = await store.token(secretHash(token), now());
			const user = stored && (await store.user(stored.userId));
			return user ? { userId: user.userId, role: user.role } : null;
		},
		signUp: async ({ username, email, password }) => {
			await checkName(store, username, email);
			const passwordHash = await parts.passwords.hash(password);
			return (await create(parts, { username, email, role: "customer", passwordHash })).userId;
		},
		logIn: async ({ username, password, peer }) => {
			const key = secretHash(`${username.trim().toLowerCase()} ${peer ?? "local"}`);
			attempts.begin(key);
			const user = await store.findUser(username.trim());
			if (!(await parts.passwords.matches(user?.passwordHash ?? null, password)) || !user) {
				throw new AppError("unauthenticated", "Name and password do not belong together. Check both, or ask the owner for a new password.");
			}
			attempts.succeed(key);
			return openSession(parts, user);
		},
		logOut: (token) => store.removeToken(secretHash(token)),
		redeem: async (request) => {
			const key = `code ${request.peer ?? "local"}`;
			attempts.begin(key);
			const session = await redeem(parts, request);
			attempts.succeed(key);
			return session;
		},
		invite: (person) => invite(parts, person),
		customerNamed: (person) => customerNamed(parts, person),
		reset: async (userId) => parts.codes.make("reset", (await known(store, userId)).userId),
		remove: (userId) => turns(() => remove(parts, userId)),
		ownerCode: async () => ((await store.hasOwner()) ? null : parts.codes.make("owner", null)),
	};
};
