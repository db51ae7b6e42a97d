import { AppError } from "../../contract/errors.js";
import { openGate } from "../gate.js";
import type { AccountStore, StoredCode, StoredToken, StoredUser } from "../ports.js";
import type { Database, Link } from "./database.js";
import type { PlainRow } from "./values.js";

const userOf = (row: PlainRow | undefined): StoredUser | null =>
	row
		? ({
				userId: row["user_id"],
				username: row["username"],
				email: row["email"],
				role: row["role"],
				passwordHash: row["password_hash"],
				createdAt: row["created_at"],
			} as StoredUser)
		: null;

const tokenOf = (row: PlainRow | undefined): StoredToken | null =>
	row
		? ({ tokenHash: row["token_hash"], userId: row["user_id"], createdAt: row["created_at"], expiresAt: row["expires_at"] } as StoredToken)
		: null;

const codeOf = (row: PlainRow | undefined): StoredCode | null =>
	row
		? ({ codeHash: row["code_hash"], userId: row["user_id"], purpose: row["purpose"], expiresAt: row["expires_at"] } as StoredCode)
		: null;

const taken = (name: string): AppError => new AppError("conflict", `The name ${name} is taken. Choose another.`, { username: name });

const byName = "SELECT * FROM users WHERE lower(username) = lower($name)";

const refuseTaken = async (link: Link, name: string, except: string | null): Promise<void> => {
	const same = await link.rows(byName, { name });
	if (same.some((row) => row["user_id"] !== except)) throw taken(name);
};

/** Writes go one after the other through a gate of this process, which alone has the file: so two racing calls cannot both win. */
export const openAccounts = (database: Database): AccountStore => {
	const gate = openGate(1);
	const write = <T>(work: (link: Link) => Promise<T>): Promise<T> =>
		gate.enter(() => database.use((link) => link.transaction(() => work(link))));
	const first = async (sql: string, params: Parameters<Link["rows"]>[1]): Promise<PlainRow | undefined> =>
		(await database.use((link) => link.rows(sql, params)))[0];
	return {
		createUser: ({ userId, username, email, role, passwordHash, createdAt }) =>
			write(async (link) => {
				await refuseTaken(link, username, null);
				await link.exec("INSERT INTO users VALUES ($userId, $username, $email, $role, $passwordHash, $createdAt)", {
					userId,
					username,
					email,
					role,
					passwordHash,
					createdAt,
				});
			}),
		findUser: async (name) =>
			userOf(await first(`${byName} UNION ALL SELECT * FROM users WHERE lower(email) = lower($name) LIMIT 1`, { name })),
		user: async (userId) => userOf(await first("SELECT * FROM users WHERE user_id = $userId", { userId })),
		users: async () =>
			(await database.use((link) => link.rows("SELECT * FROM users ORDER BY created_at, lower(username)"))).map(
				(row) => userOf(row) as StoredUser,
			),
		changeUser: (userId, { passwordHash, username, email }) =>
			write(async (link) => {
				if (username !== undefined) {
					await refuseTaken(link, username, userId);
					await link.exec("UPDATE users SET username = $username WHERE user_id = $userId", { username, userId });
				}
				if (email !== undefined) await link.exec("UPDATE users SET email = $email WHERE user_id = $userId", { email, userId });
				if (passwordHash !== undefined)
					await link.exec("UPDATE users SET password_hash = $passwordHash WHERE user_id = $userId", { passwordHash, userId });
				await link.exec("DELETE FROM tokens WHERE user_id = $userId", { userId });
			}),
		removeUser: (userId) =>
			write(async (link) => {
				await link.exec("DELETE FROM tokens WHERE user_id = $userId", { userId });
				await link.exec("DELETE FROM codes WHERE user_id = $userId", { userId });
				await link.exec("DELETE FROM recommendations WHERE user_id = $userId", { userId });
				await link.exec("DELETE FROM model_keys WHERE owner = $userId", { userId });
				return (await link.exec("DELETE FROM users WHERE user_id = $userId", { userId })) > 0;
			}),
		hasOwner: async () =>
			(await first("SELECT 1 AS one FROM users WHERE role = 'owner' AND password_hash IS NOT NULL LIMIT 1", {})) !== undefined,
		saveToken: ({ tokenHash, userId, createdAt, expiresAt }) =>
			write(async (link) => {
				await link.exec("DELETE FROM tokens WHERE token_hash = $tokenHash OR expires_at <= $createdAt", { tokenHash, createdAt });
				await link.exec("INSERT INTO tokens VALUES ($tokenHash, $userId, $createdAt, $expiresAt)", {
					tokenHash,
					userId,
					createdAt,
					expiresAt,
				});
			}),
		token: async (tokenHash, now) =>
			tokenOf(await first("SELECT * FROM tokens WHERE token_hash = $tokenHash AND expires_at > $now", { tokenHash, now })),
		removeToken: (tokenHash) =>
			write(async (link) => {
				await link.exec("DELETE FROM tokens WHERE token_hash = $tokenHash", { tokenHash });
			}),
		saveCode: ({ codeHash, userId, purpose, expiresAt }) =>
			write(async (link) => {
				await link.exec("DELETE FROM codes WHERE purpose = $purpose AND user_id IS NOT DISTINCT FROM $userId", { purpose, userId });
				await link.exec("INSERT INTO codes VALUES ($codeHash, $userId, $purpose, $expiresAt)", { codeHash, userId, purpose, expiresAt });
			}),
		takeCode: (codeHash, now) =>
			write(async (link) => {
				const code = codeOf((await link.rows("SELECT * FROM codes WHERE code_hash = $codeHash", { codeHash }))[0]);
				await link.exec("DELETE FROM codes WHERE code_hash = $codeHash OR expires_at <= $now", { codeHash, now });
				return code && code.expiresAt > now ? code : null;
			}),
	};
};
