import { AppError } from "../contract/errors.js";
import { type CallContext, os } from "../operations.js";
import type { AccountStore, StoredUser } from "../store/ports.js";
import type { OneTimeCode } from "./codes.js";
import type { Accounts, LogIn } from "./service.js";

export interface AccountsRouterDeps {
	readonly accounts: Accounts;
	readonly store: AccountStore;
}

const iso = (at: number): string => new Date(at).toISOString();

const shown = (user: StoredUser) => ({
	user_id: user.userId,
	username: user.username,
	email: user.email,
	role: user.role,
	created_at: iso(user.createdAt),
	pending: user.passwordHash === null,
});

const shownCode = ({ code, path, expiresAt }: OneTimeCode) => ({ code, path, expires_at: iso(expiresAt) });

/** With a cookie asked for and possible, the token goes there and nowhere a script could read it. */
const answer = ({ user, token, expiresAt }: LogIn, cookie: boolean, { setCookie }: CallContext) => {
	const inCookie = cookie && setCookie !== undefined;
	if (inCookie) setCookie(token, expiresAt);
	return { token: inCookie ? "" : token, user_id: user.userId, username: user.username, role: user.role, expires_at: iso(expiresAt) };
};

/** The operations of contract `accounts`. */
export const accountsRouter = ({ accounts, store }: AccountsRouterDeps) => ({
	signup: os.accounts.signup.handler(async ({ input }) => ({ user_id: await accounts.signUp(input) })),
	login: os.accounts.login.handler(async ({ input, context }) =>
		answer(await accounts.logIn({ ...input, peer: context.caller.peer }), input.cookie, context),
	),
	logout: os.accounts.logout.handler(async ({ context }) => {
		if (context.caller.token !== null) await accounts.logOut(context.caller.token);
		context.setCookie?.(null);
		return { status: "ok" as const };
	}),
	me: os.accounts.me.handler(async ({ context: { caller } }) => {
		const user = caller.userId === null ? null : await store.user(caller.userId);
		return { user: user && shown(user), role: caller.role, owner_missing: !(await store.hasOwner()) };
	}),
	redeem: os.accounts.redeem.handler(async ({ input, context }) =>
		answer(await accounts.redeem({ ...input, peer: context.caller.peer }), input.cookie, context),
	),
	users: os.accounts.users.handler(async () => ({ items: (await store.users()).map(shown) })),
	invite: os.accounts.invite.handler(async ({ input }) => {
		const { userId, ...code } = await accounts.invite({ ...input, email: input.email ?? null });
		return { ...shownCode(code), user_id: userId };
	}),
	reset: os.accounts.reset.handler(async ({ input }) => shownCode(await accounts.reset(input.user_id))),
	remove: os.accounts.remove.handler(async ({ input, context }) => {
		if (input.user_id === context.caller.userId) {
			throw new AppError("conflict", "You cannot remove your own account. Let another owner do it.");
		}
		await accounts.remove(input.user_id);
		return { status: "ok" as const };
	}),
});
