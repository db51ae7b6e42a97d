import { describe, expect, it } from "vitest";
import { longFiles } from "./long-files.js";
import { ourFiles, read } from "./tree.js";

const code = ourFiles().filter((file) => /\.(?:ts|tsx|mjs|cjs|sql|css)$/.test(file));
const lines = (file: string): number => read(file).split("\n").length - 1;

/** The readers of the environment in the product: all of it, and the two variables that a window needs before it opens. */
const configuration = "backend/config.ts";
const early = "backend/early-config.ts";
const readsEnvironment = (source: string): boolean =>
	/\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[\s*["'`]env|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(source);
const isTest = (file: string): boolean => file.startsWith("test/") || /\.test\.tsx?$/.test(file);

/** These ask how the machine is, never how the product shall behave. */
const forMachines: Readonly<Record<string, string>> = {
	"scripts/test.ts": "whether this is CI",
	"scripts/testing/looks-run.ts": "all of it handed on to what it starts",
	"scripts/services/": "cache folders, parts that are there already",
	"scripts/packing/": "Electron's place, and the home page that whoever releases has",
	"scripts/threads.cjs": "the size of libuv's pool, if somebody chose it already",
	"scripts/start.ts": "a display, Electron's place",
	"scripts/dev.ts": "a display, Electron's place, and all of it handed on to what it starts",
	"scripts/dev.vite.config.ts": "the backend that scripts/dev.ts started",
	"scripts/transfer/terminal.ts": "the folder in which npm was called",
};

describe("shape", () => {
	it("no file is over 300 lines but those listed with a reason", () => {
		expect(code.filter((file) => lines(file) > 300 && !(file in longFiles))).toEqual([]);
	});

	it("no listed file has become short or gone", () => {
		expect(Object.keys(longFiles).filter((file) => !code.includes(file) || lines(file) <= 300)).toEqual([]);
	});

	it("only backend/config.ts reads the environment, and early-config.ts a part of it beforehand", () => {
		const product = code.filter((file) => /^(?:backend|electron|renderer|streaming|scripts)\//.test(file) && !isTest(file));
		const others = product.filter(
			(file) => file !== configuration && file !== early && !Object.keys(forMachines).some((start) => file.startsWith(start)),
		);
		expect(others.filter((file) => readsEnvironment(read(file)))).toEqual([]);
	});

	it("would see the environment read in each way that TypeScript has", () => {
		const ways = ["process.env.PORT", 'process["env"]', "const { env } = process", "process?.env"];
		expect(ways.filter((way) => !readsEnvironment(way))).toEqual([]);
		expect(readsEnvironment(read(configuration))).toBe(true);
		expect(readsEnvironment("process.environment; env.PORT")).toBe(false);
	});

	it("files have kebab-case names", () => {
		const named = code.map((file) => file.split("/").at(-1) ?? file);
		expect(named.filter((name) => !/^\.?[a-z0-9_]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.(?:ts|tsx|mjs|cjs|sql|css)$/.test(name))).toEqual([]);
	});
});
