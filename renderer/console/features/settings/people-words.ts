import type { User } from "../../../../backend/contract/accounts.js";

/** Roles as they are said. */
export const roleWords = {
	owner: "owner",
	analyst: "analyst",
	customer: "customer of the shop",
} as const satisfies Record<User["role"], string>;

/** Where a one-time link leads: to the server's address, since the desktop window's own is of no use elsewhere. Null when no server listens. */
export const linkOf = (path: string, serverAddress: string | null, origin: string): string | null => {
	if (/^https?:/.test(origin)) return origin + path;
	return serverAddress === null ? null : serverAddress + path;
};

/** Why an account cannot be removed here; null when it can. The server checks it again. */
export const keepsWhy = (user: User, users: readonly User[], myId: string | null): string | null => {
	if (user.user_id === myId) return "You cannot remove your own account.";
	const owners = users.filter(({ role, pending }) => role === "owner" && !pending);
	if (user.role === "owner" && !user.pending && owners.length === 1) return "The only owner stays. Invite another one first.";
	return null;
};
