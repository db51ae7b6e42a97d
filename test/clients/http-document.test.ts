import { validate } from "@readme/openapi-parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document } from "../../backend/http/openapi.js";
import { routes } from "../../backend/http/routes.js";
import { startServer, type TestServer } from "./http-server.js";

let server: TestServer;
let document: Document;
beforeAll(async () => {
	server = await startServer();
	document = (await server.call("/api/openapi.json")).json as Document;
});
afterAll(() => server.close());

describe("GET /api/openapi.json", () => {
	it("is valid OpenAPI 3.1", async () => {
		expect(document.openapi).toMatch(/^3\.1\./);
		expect(await validate(structuredClone(document) as unknown as Parameters<typeof validate>[0])).toMatchObject({
			valid: true,
			warnings: [],
		});
	});

	it.each(routes)("tells $method $path with its roles and its failures", ({ method, path, roles }) => {
		const operation = document.paths[path]?.[method.toLowerCase()];
		expect(operation?.["x-roles"]).toEqual(roles);
		expect(operation?.responses?.["default"]).toEqual({ $ref: "#/components/responses/Failure" });
		expect(operation?.["security"]).toHaveLength(roles.includes("anyone") ? 4 : 3);
	});

	it("tells nothing that is not served", () => {
		const told = Object.entries(document.paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
		);
		expect(told.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
	});

	it("shares the schemas of what several operations speak of", () => {
		expect(JSON.stringify(document.paths["/api/ingest-batch"])).toContain("#/components/schemas/BatchReply");
		expect(JSON.stringify(document.paths["/api/analyses/{id}"])).toContain("#/components/schemas/Analysis");
	});

	it("every reference leads somewhere", () => {
		const text = JSON.stringify(document);
		for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
			expect(document.components.schemas).toHaveProperty(name ?? "");
	});
});

describe("GET /docs", () => {
	it("is a page to read that asks nothing of anyone else", async () => {
		const { status, text, headers } = await server.call("/docs");
		expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
		for (const { path } of routes) expect(text).toContain(path.replace(/[{}]/g, (sign) => sign));
		expect(text).not.toMatch(/<script|src=|href="(?!#|\/)|@import|url\(/);
	});
});
