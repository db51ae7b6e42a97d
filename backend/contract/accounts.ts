import { z } from "zod";
import { accountRoleSchema, operation, owners, signedIn } from "./base.js";

const username = z
	.string()
	.trim()
	.min(2)
	.max(64)
	.regex(/^[\p{L}\p{N}._@+-]+$/u, "may hold letters, digits and . _ @ + -");
const email = z.email().max(254);
const password = z.string().min(10, "needs at least 10 characters").max(256);
/** On log-in nothing is said of the form of a name or password: the same answer for all that is wrong. */
const anyText = z.string().max(1024);

export const user = z.object({
	user_id: z.string(),
	username: z.string(),
	email: z.string().nullable(),
	role: accountRoleSchema,
	created_at: z.string(),
	/** True while an invitation or a reset waits for a password. */
	pending: z.boolean(),
});
export type User = z.infer<typeof user>;

/** `token` is sent as `Authorization: Bearer <token>` or raw; `cookie: true` sets an HttpOnly cookie instead and leaves `token` empty. */
const session = z.object({ token: z.string(), user_id: z.string(), username: z.string(), role: accountRoleSchema, expires_at: z.string() });

/** A one-time code: shown once, kept hashed, valid for 48 hours. */
const oneTimeCode = z.object({
	code: z.string(),
	path: z.string().describe("Console path with the code in its fragment"),
	expires_at: z.string(),
});

export const accountsContract = {
	signup: operation
		.route({ method: "POST", path: "/api/signup", summary: "Create a customer account", tags: ["Accounts"] })
		.meta({ roles: ["anyone"] })
		.input(z.object({ username, email, password }))
		.output(z.object({ user_id: z.string() })),
	login: operation
		.route({ method: "POST", path: "/api/login", summary: "Log in", tags: ["Accounts"] })
		.meta({ roles: ["anyone"] })
		.input(z.object({ username: anyText, password: anyText, cookie: z.boolean().default(false) }))
		.output(session),
	logout: operation
		.route({ method: "POST", path: "/api/logout", summary: "Log out", tags: ["Accounts"] })
		.meta({ roles: signedIn })
		.output(z.object({ status: z.literal("ok") })),
	me: operation
		.route({ method: "GET", path: "/api/me", summary: "The current user", tags: ["Accounts"] })
		.meta({ roles: ["anyone"] })
		.output(
			z.object({
				user: user.nullable(),
				/** `local` when the caller sits at the computer. */
				role: z.enum(["anyone", "customer", "analyst", "owner", "local"]),
				/** True while no owner exists, so that the browser asks for the printed code. */
				owner_missing: z.boolean(),
			}),
		),
	redeem: operation
		.route({
			method: "POST",
			path: "/api/redeem",
			summary: "Set a password with a one-time code (first owner, invitation, reset)",
			tags: ["Accounts"],
		})
		.meta({ roles: ["anyone"] })
		.input(
			z.object({ code: anyText, username: username.optional(), email: email.optional(), password, cookie: z.boolean().default(false) }),
		)
		.output(session),
	users: operation
		.route({ method: "GET", path: "/api/users", summary: "All accounts", tags: ["Accounts"] })
		.meta({ roles: owners })
		.output(z.object({ items: z.array(user) })),
	invite: operation
		.route({ method: "POST", path: "/api/users/invite", summary: "Invite an analyst or another owner", tags: ["Accounts"] })
		.meta({ roles: owners })
		.input(z.object({ username, email: email.nullish(), role: z.enum(["analyst", "owner"]).default("analyst") }))
		.output(oneTimeCode.extend({ user_id: z.string() })),
	reset: operation
		.route({
			method: "POST",
			path: "/api/users/{user_id}/reset",
			summary: "Make a one-time code that sets a new password",
			tags: ["Accounts"],
		})
		.meta({ roles: owners })
		.input(z.object({ user_id: z.string().max(64) }))
		.output(oneTimeCode),
	remove: operation
		.route({ method: "DELETE", path: "/api/users/{user_id}", summary: "Remove an account and its sessions", tags: ["Accounts"] })
		.meta({ roles: owners })
		.input(z.object({ user_id: z.string().max(64) }))
		.output(z.object({ status: z.literal("ok") })),
};
