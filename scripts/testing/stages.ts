import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../project.js";
import type { Services } from "../services/provide.js";
import { reportOf, type Stage } from "./stage.js";

const tool = (path: string): string => join(root, "node_modules", path);

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** The parts of `npm run check`, as package.json lists them, but for its unit tests, which report. */
const checks = (): Stage[] => {
	const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
	return Object.keys(scripts)
		.filter((name) => name.startsWith("check:") && name !== "check:unit")
		.map((name) => ({ name: name.replace("check:", ""), program: npm, args: ["run", "-s", name], report: null }));
};

const build: Stage = { name: "build", program: npm, args: ["run", "-s", "build"], report: null };

const vitest = (name: string, projects: readonly string[]): Stage => ({
	name,
	program: process.execPath,
	args: [
		tool("vitest/vitest.mjs"),
		"run",
		...projects.flatMap((project) => ["--project", project]),
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${reportOf(name)}`,
	],
	report: "vitest",
});

const playwright = (name: string, config: string, services: Services): Stage => {
	const command = [
		...services.display,
		process.execPath,
		tool("@playwright/test/cli.js"),
		"test",
		`--config=${config}`,
		"--reporter=list,json",
	];
	const [program = process.execPath, ...args] = command;
	return { name, program, args, report: "playwright", env: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf(name) } };
};

export interface Plan {
	/** Lanes that run beside each other: what they do is short and touches nothing that another needs. */
	readonly together: readonly (readonly Stage[])[];
	/** One after the other, each with both cores: they measure time, kill servers and open windows. */
	readonly alone: readonly Stage[];
}

export const plan = (services: Services): Plan => {
	const projects = ["stores", "engines", "clients", "faults", "docs"];
	return {
		together: [checks(), [build, vitest("unit", ["unit", "directions"])]],
		alone: [
			...projects.map((name) => vitest(name, [name])),
			playwright("e2e", "playwright.config.ts", services),
			playwright("packaged", "playwright.packaged.config.ts", services),
		],
	};
};
