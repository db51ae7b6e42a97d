import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../backend/config.js";
import { contract, plainContract } from "../../backend/contract/contract.js";
import { ourFiles, read, root } from "../directions/tree.js";
import { anchors, localLinks, npmScripts, tableUnder } from "./markdown.js";
import { variables } from "./variables.js";

const readme = read("README.md");
const documents = ourFiles().filter((file) => file.endsWith(".md"));
const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };

interface Operation {
	readonly route: { readonly method: string; readonly path: string; readonly summary: string };
	readonly meta: { readonly roles: readonly string[] };
}

/** Every operation of a contract, however deep. */
const operations = (node: object): Operation[] =>
	"~orpc" in node ? [node["~orpc"] as Operation] : Object.values(node).flatMap((inner) => operations(inner as object));

describe("README", () => {
	it("names only commands that package.json has", () => {
		const named = documents.flatMap((file) => npmScripts(read(file)).map((script) => ({ file, script })));
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
	});

	it("lists every command but the parts of the check", () => {
		const listed = tableUnder(readme, "Commands").flatMap(([command = ""]) => npmScripts(command));
		expect(listed.sort()).toEqual(
			Object.keys(scripts)
				.filter((name) => !name.startsWith("check:"))
				.sort(),
		);
	});

	it("lists exactly the environment variables that the product reads", () => {
		expect(variables().length).toBeGreaterThan(3);
		const listed = tableUnder(readme, "Environment").map(([name = ""]) => name);
		expect(listed.sort()).toEqual(variables().sort());
	});

	it("tells the defaults that hold", () => {
		const defaults = new Map(tableUnder(readme, "Environment").map(([name, value]) => [name, value]));
		const config = readConfig({});
		expect(defaults.get("PORT")).toBe(String(config.port));
		expect(defaults.get("HOST")).toBe(config.host);
		expect(defaults.get("LOG_LEVEL")).toBe(config.logLevel);
		expect(defaults.get("SESSION_TTL")).toBe(String(config.sessionTtlMs / 1000));
		expect([defaults.get("TRUST_PROXY"), config.trustProxy]).toEqual(["0", false]);
		expect([defaults.get("ALLOWED_HOSTS"), config.allowedHosts]).toEqual(["none", []]);
	});

	it("has the API table that the contract gives", () => {
		const declared = [...operations(plainContract), ...operations(contract)].map(({ route, meta }) =>
			[route.method, route.path, meta.roles.join(", "), route.summary].join(" · "),
		);
		const listed = tableUnder(readme, "API").map((cells) => cells.join(" · "));
		expect(listed.sort()).toEqual(declared.sort());
	});

	it("names the licence of package.json", () => {
		expect(JSON.parse(read("package.json"))).toMatchObject({ license: "Apache-2.0" });
		expect(read("LICENSE")).toContain("Apache License\n                           Version 2.0");
	});
});

describe("documents", () => {
	it("link only to what is there", () => {
		const broken = documents.flatMap((file) =>
			localLinks(read(file))
				.filter(({ path, anchor }) => {
					const target = path === "" ? file : normalize(join(dirname(file), path));
					if (!existsSync(join(root, target))) return true;
					return anchor !== null && !anchors(read(target)).includes(anchor);
				})
				.map(({ path }) => `${file} → ${path}`),
		);
		expect(broken).toEqual([]);
	});

	it("name only files that are there", () => {
		const named = documents.flatMap((file) =>
			[...read(file).matchAll(/`((?:backend|electron|renderer|scripts|test|docs)\/[\w./-]+)`/g)].map(([, path = ""]) => ({ file, path })),
		);
		expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
	});

	it("are reached from README: every decision is in their list", () => {
		const listed = localLinks(read("docs/decisions/README.md")).map(({ path }) => path);
		const written = documents
			.filter((file) => /^docs\/decisions\/(?!README)/.test(file))
			.map((file) => file.slice("docs/decisions/".length));
		expect(listed.sort()).toEqual(written.sort());
	});
});

/** Written so that this file does not find itself. */
const machinePaths = new RegExp(
	["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/(?!me/)\\w+/", "/Us" + "ers/\\w+/", "/tmp/[a-z0-9]+-[a-z0-9]+/"].join("|"),
);
const registries = new RegExp(
	["registry\\.npm" + "js\\.org", "npm\\.pkg\\.git" + "hub", "pypi\\.o" + "rg", "deb\\.deb" + "ian\\.org"].join("|"),
);

describe("the tree", () => {
	const texts = ourFiles().filter((file) =>
		/\.(?:ts|tsx|mjs|cjs|js|json|sql|css|html|md|yml|yaml|txt|sh)$|^\.ci\/run$|^\.npmrc$/.test(file),
	);

	it("holds no path of the machine it was written on", () => {
		expect(texts.length).toBeGreaterThan(100);
		expect(texts.filter((file) => machinePaths.test(read(file)))).toEqual([]);
	});

	it("names no package registry's host", () => {
		expect(texts.filter((file) => registries.test(read(file)))).toEqual([]);
	});

	it("would see such a path", () => {
		expect(machinePaths.test(`cd /wo${"rk"}/main`)).toBe(true);
		expect(machinePaths.test("network/main, backend/work.ts")).toBe(false);
	});

	it("is tested by the README's command in CI", () => {
		expect(readFileSync(join(root, ".ci/run"), "utf8")).toMatch(/npm ci && npm test\b/);
		expect(readme).toContain("npm ci && npm test");
		expect(readme).toContain("npm ci && npm start");
	});
});
