import { describe, expect, it } from "vitest";
import { z } from "zod";
import { read } from "../directions/tree.js";

const lock = z
	.object({
		packages: z.record(
			z.string(),
			z.object({ version: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() }),
		),
	})
	.parse(JSON.parse(read("package-lock.json")));

/** Where npm looks for a package that `from` needs: its own node_modules, then those of each folder above. */
const places = (from: string, name: string): string[] => {
	const parts = from.split("/node_modules/");
	const above = parts.map((_, index) => parts.slice(0, parts.length - index).join("/node_modules/"));
	return [...above, ""].map((folder) => (folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`));
};

describe("package-lock.json", () => {
	/** npm writes only entries that its registry has; where a mirror carries one platform alone, `npm ci` then fails on every machine. */
	it("knows the optional packages of every platform, so that npm ci works on each", () => {
		const missing = Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies).filter((name) => !places(from, name).some((place) => place in lock.packages)),
		);
		expect(missing).toEqual([]);
	});

	it("pins a version for each", () => {
		expect(Object.entries(lock.packages).filter(([, entry]) => entry.version === undefined)).toEqual([]);
	});
});
