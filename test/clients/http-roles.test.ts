import { oc } from "@orpc/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Role, roles } from "../../backend/contract/base.js";
import { routes } from "../../backend/http/routes.js";
import { mayCall } from "../../backend/operations.js";
import { errorOf, type Reply, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(() => server.close());

const concrete = (path: string): string => path.replace(/\{table\}/, "pages").replace(/\{[^}]+\}/g, "none-such");

/** A stream that goes on until its reader leaves is asked for in a way that it refuses. */
const refused: Readonly<Record<string, string>> = { "/api/tracking/live": "newest=none", "/api/live": "source=" };
const ending = (path: string): string => (refused[path] === undefined ? concrete(path) : `${path}?${refused[path]}`);

/** Operations that end or change what the other cases rest on, each with a body that no schema takes. */
const harmless = { invalid: true, params: 7, columns: 7, password: 7, user_id: 7 };

const call = (method: string, path: string, as: Role) =>
	server.call(ending(path), { method, as, ...(method === "GET" || method === "DELETE" ? {} : { body: harmless }) });

/** What was let through may still be invalid or not there, but it is neither refused nor broken. */
const verdictOn = (reply: Reply): string =>
	[401, 403, 500].includes(reply.status) ? `${reply.status} ${errorOf(reply).code}` : "let through";

const table = routes.flatMap((route) => roles.map((role) => ({ ...route, role })));

describe("every operation, for every role", () => {
	it("is declared by every operation: none is open by leaving its roles out", () => {
		expect(routes.length).toBeGreaterThan(25);
		expect(routes.filter((route) => route.roles.length === 0)).toEqual([]);
	});

	it.each(table.filter(({ name }) => name !== "accounts.logout"))(
		"$method $path as $role",
		async ({ method, path, role, roles: allowed, name }) => {
			const reply = await call(method, path, role);
			const refused = role === "anyone" ? "401 unauthenticated" : "403 forbidden";
			expect(verdictOn(reply), `${name}: ${reply.text}`).toBe(mayCall(allowed, role) ? "let through" : refused);
		},
	);

	it("log-out takes whoever is logged in, and nobody else", async () => {
		expect((await server.call("/api/logout", { method: "POST" })).status).toBe(401);
		expect((await server.call("/api/logout", { method: "POST", as: "local" })).status).toBe(200);
	});
});

describe("default deny", () => {
	it("an operation that names no role is refused to all, whoever sits at the computer too", () => {
		const declared = oc.$meta({ roles: [] as Role[] }).route({ path: "/x" });
		for (const role of roles) expect(mayCall(declared["~orpc"].meta.roles, role)).toBe(false);
	});

	it("the role `anyone` in a caller opens nothing but what anyone may call", () => {
		expect(mayCall(["anyone"], "anyone")).toBe(true);
		expect(mayCall(["customer", "analyst", "owner", "local"], "anyone")).toBe(false);
	});
});
