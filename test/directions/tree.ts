import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** What is made, fetched or recorded, and not written by us. */
const notOurs = new Set([
	"node_modules",
	".git",
	"out",
	"dist",
	"test-results",
	"test-reports",
	"playwright-report",
	"coverage",
	"package-lock.json",
]);

const walk = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (notOurs.has(entry.name)) return [];
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return walk(path);
		return entry.isFile() ? [path] : [];
	});

/** Paths of the project's own files, from its root, with forward slashes. */
export const ourFiles = (): string[] =>
	walk(root)
		.map((path) => relative(root, path).split(sep).join("/"))
		.sort();

export const read = (file: string): string => readFileSync(join(root, file), "utf8");
