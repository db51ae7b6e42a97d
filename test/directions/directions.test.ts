import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beside, type Plant, plants, rooms } from "./plants.js";

const root = resolve(import.meta.dirname, "../..");
let house: string;
let configuration: ICruiseOptions;
let result: ICruiseResult;

const put = async (file: string, source: string): Promise<void> => {
	await mkdir(dirname(join(house, file)), { recursive: true });
	await writeFile(join(house, file), source);
};

/** Rules broken by imports of this file, each once. */
const brokenBy = (file: string): string[] => [
	...new Set(result.summary.violations.filter((found) => found.from === file).map((found) => found.rule.name)),
];

beforeAll(async () => {
	configuration = await extractDepcruiseOptions(join(root, ".dependency-cruiser.mjs"));
	house = await mkdtemp(join(tmpdir(), "directions-"));
	const planted = plants.flatMap((one) => [one, ...(one.other ? [one.other] : [])]);
	const files = [...Object.entries({ ...rooms, ...beside }), ...planted.map(({ file, source }) => [file, source] as const)];
	for (const [file, source] of files) await put(file, source);
	await symlink(join(root, "node_modules"), join(house, "node_modules"));
	for (const file of ["package.json", "tsconfig.json"]) await symlink(join(root, file), join(house, file));
	const cruised = await cruise(["."], { ...configuration, baseDir: house });
	result = cruised.output as ICruiseResult;
}, 60_000);

afterAll(() => rm(house, { recursive: true, force: true }));

describe("directions", () => {
	it("finds nothing where every direction is right", () => {
		const clean = Object.keys(rooms).filter((file) => brokenBy(file).length > 0);
		expect(clean).toEqual([]);
	});

	it.each(plants.filter(({ rule }) => !rule.endsWith("-of-features")))("$rule fires on $file, alone", ({ rule, file }: Plant) => {
		expect(brokenBy(file)).toEqual([rule]);
	});

	it("no-circles-of-features fires on two features that need each other", () => {
		expect(brokenBy("backend/catalog")).toEqual(["no-circles-of-features"]);
		expect(brokenBy("backend/live")).toEqual(["no-circles-of-features"]);
	});

	it("has a planted violation for every rule", () => {
		const names = configuration.ruleSet?.forbidden?.map(({ name }) => name) ?? [];
		const proven = new Set(plants.map(({ rule }) => rule));
		expect(names.length).toBeGreaterThan(0);
		expect(names.filter((name) => !proven.has(name ?? ""))).toEqual([]);
	});
});
