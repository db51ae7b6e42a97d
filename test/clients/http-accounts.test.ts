import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorOf, password, type Reply, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

const logIn = (username: string, secret: string, more: object = {}) =>
	server.call("/api/login", { method: "POST", body: { username, password: secret, ...more } });
const me = (headers: Record<string, string>) => server.call("/api/me", { headers });
const roleOf = (reply: Reply) => (reply.json as { role: string }).role;
const cookieOf = (reply: Reply): string => String(reply.headers["set-cookie"]?.[0]);

describe("tokens", () => {
	it("are taken raw, as the predecessor's clients send them, and as Bearer", async () => {
		expect(roleOf(await me({ authorization: server.tokens.analyst }))).toBe("analyst");
		expect(roleOf(await me({ authorization: `Bearer ${server.tokens.analyst}` }))).toBe("analyst");
		expect(roleOf(await me({ authorization: `Bearer ${server.tokens.local}` }))).toBe("local");
		expect(roleOf(await me({ authorization: "Bearer nonsense" }))).toBe("anyone");
		expect(roleOf(await me({}))).toBe("anyone");
	});

	it("are 256 bits and end when their time is over", async () => {
		const other = await startServer();
		expect(other.tokens.owner).toMatch(/^[0-9a-f]{64}$/);
		const events = () => other.call("/api/events", { as: "owner" });
		expect((await events()).status).toBe(200);
		other.pass(3_600_001);
		const reply = await events();
		expect([reply.status, reply.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
		await other.close();
	});

	it("log-out ends the token", async () => {
		const { token } = (await logIn("cara", password)).json as { token: string };
		const headers = { authorization: token };
		expect((await server.call("/api/logout", { method: "POST", headers })).status).toBe(200);
		expect(roleOf(await me(headers))).toBe("anyone");
	});
});

describe("the browser's cookie", () => {
	it("is HttpOnly, SameSite=Strict, for every path, and takes the token's place in the answer", async () => {
		const reply = await logIn("olga", password, { cookie: true });
		expect(cookieOf(reply)).toMatch(/^cc_session=[0-9a-f]{64}; Path=\/; Expires=.+; HttpOnly; SameSite=Strict$/);
		expect((reply.json as { token: string }).token).toBe("");
	});

	it("reads, and changes only with our own Origin: a forged form of another page has none of it", async () => {
		const cookie = cookieOf(await logIn("olga", password, { cookie: true })).split(";", 1)[0] ?? "";
		expect(roleOf(await me({ cookie }))).toBe("owner");
		const change = (origin?: string) =>
			server.call("/api/settings", {
				method: "PATCH",
				headers: { cookie, ...(origin !== undefined && { origin }) },
				body: { shop_name: "Shop" },
			});
		expect((await change()).status).toBe(403);
		expect((await change("https://evil.example")).status).toBe(403);
		expect((await change(server.address)).status).toBe(200);
		expect((await server.call("/api/settings", { as: "analyst" })).json).toMatchObject({ shop_name: "Shop" });
	});

	it("is cleared at log-out", async () => {
		const cookie = cookieOf(await logIn("cara", password, { cookie: true })).split(";", 1)[0] ?? "";
		const reply = await server.call("/api/logout", { method: "POST", headers: { cookie, origin: server.address } });
		expect([reply.status, cookieOf(reply)]).toEqual([200, expect.stringMatching(/^cc_session=;.*1970/)]);
		expect(roleOf(await me({ cookie }))).toBe("anyone");
	});

	it("never makes a caller local", async () => {
		expect(roleOf(await me({ cookie: `cc_session=${server.tokens.local}` }))).toBe("anyone");
	});
});

describe("user enumeration", () => {
	it("an unknown user and a wrong password get one answer", async () => {
		const unknown = await logIn("nobody-here", "wrong wrong wrong");
		const wrong = await logIn("cara", "wrong wrong wrong");
		expect([unknown.status, errorOf(unknown).code]).toEqual([401, "unauthenticated"]);
		expect(wrong.json).toEqual(unknown.json);
		expect(JSON.stringify(wrong.headers, Object.keys(wrong.headers).sort())).toHaveLength(
			JSON.stringify(unknown.headers, Object.keys(unknown.headers).sort()).length,
		);
	});

	it("and take the same time", { retry: 2 }, async () => {
		const timed = async (name: string): Promise<number> => {
			const before = performance.now();
			await logIn(name, "wrong wrong wrong");
			return performance.now() - before;
		};
		const times = { unknown: [] as number[], known: [] as number[] };
		const names = await Promise.all(
			Array.from({ length: 9 }, async (_, index) => {
				const username = `timed-${index}`;
				await server.call("/api/signup", { method: "POST", body: { username, email: `${username}@example.com`, password } });
				return username;
			}),
		);
		for (const name of names) {
			times.unknown.push(await timed(`no-${name}`));
			times.known.push(await timed(name));
		}
		const median = (all: number[]): number => all.sort((a, b) => a - b)[4] ?? 0;
		expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.6);
		expect(median(times.unknown) / median(times.known)).toBeLessThan(1.6);
	});
});

describe("guessing", () => {
	it("is slowed per name: 429 with Retry-After, for the right password too, until the wait is over", async () => {
		const other = await startServer();
		const attempt = (secret: string) => other.call("/api/login", { method: "POST", body: { username: "Anton", password: secret } });
		for (let failure = 0; failure < 5; failure++) expect((await attempt("wrong")).status).toBe(401);
		const refused = await attempt("correct horse battery");
		expect([refused.status, errorOf(refused).code, Number(refused.headers["retry-after"]) > 0]).toEqual([429, "rate_limited", true]);
		expect(errorOf(refused).retry_after).toBe(Number(refused.headers["retry-after"]));
		other.pass(3_000);
		expect((await attempt("correct horse battery")).status).toBe(200);
		expect((await attempt("wrong")).status).toBe(401);
		await other.close();
	});

	it("is bounded per computer over all names", async () => {
		const other = await startServer();
		const statuses = await Promise.all(
			Array.from({ length: 130 }, (_, index) => other.call("/api/login", { method: "POST", body: { username: `u${index}`, password: 7 } })),
		);
		expect(statuses.filter(({ status }) => status === 429).length).toBeGreaterThan(5);
		await other.close();
	});
});

describe("sign-up", () => {
	const signUp = (body: object) => server.call("/api/signup", { method: "POST", body });

	it("always makes a customer, whatever is asked for", async () => {
		await signUp({ username: "mallory", email: "m@example.com", password, role: "owner" });
		const reply = await logIn("mallory", password);
		expect((reply.json as { role: string }).role).toBe("customer");
	});

	it("a name taken, in any case, is a conflict and no crash", async () => {
		const reply = await signUp({ username: "OLGA", email: "other@example.com", password });
		expect([reply.status, errorOf(reply).code]).toEqual([409, "conflict"]);
	});

	it("an e-mail taken is a conflict", async () => {
		expect((await signUp({ username: "cara2", email: "CARA@example.com", password })).status).toBe(409);
	});

	it("nobody catches another's log-ins with a name that is their e-mail", async () => {
		expect((await signUp({ username: "victim@example.com", email: "thief@example.com", password })).status).toBe(422);
	});

	it.each([
		["an empty password", { username: "weak1", email: "w@example.com", password: "" }],
		["a short password", { username: "weak2", email: "w@example.com", password: "123456789" }],
		["a broken e-mail", { username: "weak3", email: "not-an-email", password }],
		["a name of signs", { username: "<b>", email: "w@example.com", password }],
	])("%s is refused", async (_name, body) => expect((await signUp(body)).status).toBe(422));

	it("answers with no hash and no password", async () => {
		const reply = await signUp({ username: "quiet", email: "q@example.com", password });
		expect(Object.keys(reply.json as object)).toEqual(["user_id"]);
		expect((await server.call("/api/users", { as: "owner" })).text).not.toMatch(/argon2|hash|password/);
	});
});

describe("one-time codes", () => {
	const post = (path: string, body: object, as: "owner" | "anyone" | "local" = "anyone") => server.call(path, { method: "POST", body, as });
	const invite = async (username: string, role = "analyst") =>
		(await post("/api/users/invite", { username, role }, "owner")).json as { code: string; user_id: string; path: string };

	it("an invitation sets a password once; its code stands in the fragment, which no server sees", async () => {
		const { code, path } = await invite("ines");
		expect(path).toBe(`/dashboard/redeem#code=${code}`);
		expect((await logIn("ines", password)).status).toBe(401);
		expect((await post("/api/redeem", { code, password })).json).toMatchObject({ username: "ines", role: "analyst" });
		expect((await post("/api/redeem", { code, password })).status).toBe(401);
		expect((await logIn("ines", password)).status).toBe(200);
	});

	it("two who redeem one code at once: one gets in", async () => {
		const { code } = await invite("race");
		const replies = await Promise.all([1, 2, 3].map(() => post("/api/redeem", { code, password })));
		expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401]);
	});

	it("a code is valid for 48 hours", async () => {
		const other = await startServer();
		const made = await other.call("/api/users/invite", { method: "POST", as: "local", body: { username: "late" } });
		other.pass(48 * 3_600_000 + 1);
		const { code } = made.json as { code: string };
		expect((await other.call("/api/redeem", { method: "POST", body: { code, password } })).status).toBe(401);
		await other.close();
	});

	it("a reset replaces the password, ends every log-in and the code before it", async () => {
		const { code, user_id } = await invite("rosa");
		const { token } = (await post("/api/redeem", { code, password })).json as { token: string };
		const first = (await post(`/api/users/${user_id}/reset`, {}, "owner")).json as { code: string };
		const second = (await post(`/api/users/${user_id}/reset`, {}, "local")).json as { code: string };
		expect((await post("/api/redeem", { code: first.code, password: "another password" })).status).toBe(401);
		expect((await post("/api/redeem", { code: second.code, password: "another password" })).status).toBe(200);
		expect(roleOf(await me({ authorization: token }))).toBe("anyone");
		expect((await logIn("rosa", password)).status).toBe(401);
		expect((await logIn("rosa", "another password")).status).toBe(200);
	});

	it("a password too short does not cost the code", async () => {
		const { code } = await invite("slow");
		expect((await post("/api/redeem", { code, password: "short" })).status).toBe(422);
		expect((await post("/api/redeem", { code, password })).status).toBe(200);
	});

	it("the first owner's code is over once there is an owner", async () => {
		expect(await server.call("/api/me")).toMatchObject({ json: { owner_missing: false, user: null } });
	});
});

describe("removing", () => {
	const remove = (userId: string, as: "owner" | "local") => server.call(`/api/users/${userId}`, { method: "DELETE", as });

	it("ends the account's log-ins", async () => {
		await server.call("/api/signup", { method: "POST", body: { username: "gone", email: "gone@example.com", password } });
		const { token, user_id } = (await logIn("gone", password)).json as { token: string; user_id: string };
		expect((await remove(user_id, "owner")).status).toBe(200);
		expect(roleOf(await me({ authorization: token }))).toBe("anyone");
		expect((await remove(user_id, "owner")).status).toBe(404);
	});

	it("the last owner stays, also against who sits at the computer", async () => {
		const reply = await remove(server.userIds.owner, "local");
		expect([reply.status, errorOf(reply).code]).toEqual([409, "conflict"]);
		expect((await remove(server.userIds.owner, "owner")).status).toBe(409);
	});
});
