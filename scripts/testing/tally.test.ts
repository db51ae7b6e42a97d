import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../project.js";
import { readPlaywright, readVitest } from "./tally.js";

let folder: string;
const report = async (content: object): Promise<string> => {
	const file = join(folder, "report.json");
	await writeFile(file, JSON.stringify(content));
	return file;
};
const testOf = (fullName: string, status: string) => ({ fullName, status });

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "tally-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("readVitest", () => {
	it("names what failed and what was skipped by file and test", async () => {
		const tests = [testOf("adds", "passed"), testOf("divides", "failed"), testOf("roots", "pending"), testOf("later", "todo")];
		const file = await report({ testResults: [{ name: join(root, "a.test.ts"), status: "failed", assertionResults: tests }] });
		expect(await readVitest(file)).toEqual({
			passed: 1,
			failed: ["a.test.ts › divides"],
			skipped: ["a.test.ts › roots", "a.test.ts › later"],
		});
	});

	it("counts a file that could not be loaded, though no test of it failed", async () => {
		const broken = { name: join(root, "b.test.ts"), status: "failed", message: "no such module\n at x", assertionResults: [] };
		expect(await readVitest(await report({ testResults: [broken] }))).toEqual({
			passed: 0,
			failed: ["b.test.ts: no such module"],
			skipped: [],
		});
	});

	it("knows when there is no report", async () => {
		expect(await readVitest(join(folder, "none.json"))).toBeNull();
	});
});

describe("readPlaywright", () => {
	const spec = (title: string, status: string) => ({ title, file: "w.spec.ts", tests: [{ projectName: "", status }] });

	it("finds tests at any depth, and calls a test that passed on repeating failed", async () => {
		const inner = { title: "window", specs: [spec("closes", "flaky"), spec("prints", "skipped")], suites: [] };
		const file = await report({
			suites: [{ title: "w.spec.ts", file: "w.spec.ts", specs: [spec("opens", "expected")], suites: [inner] }],
			errors: [],
		});
		expect(await readPlaywright(file)).toEqual({
			passed: 1,
			failed: ["w.spec.ts › window › closes"],
			skipped: ["w.spec.ts › window › prints"],
		});
	});

	it("counts an error outside of any test", async () => {
		const file = await report({ suites: [], errors: [{ message: "globalSetup failed\nat y" }] });
		expect(await readPlaywright(file)).toEqual({ passed: 0, failed: ["playwright: globalSetup failed"], skipped: [] });
	});
});
