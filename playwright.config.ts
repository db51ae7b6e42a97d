import { defineConfig } from "@playwright/test";

/** One at a time: each test has windows, a server and two cores to itself. */
export default defineConfig({
	testDir: "test/e2e",
	testMatch: "**/*.spec.ts",
	globalSetup: "./test/e2e/build.ts",
	outputDir: "test-results/e2e",
	workers: 1,
	fullyParallel: false,
	timeout: 90_000,
	expect: { timeout: 15_000 },
	reporter: "list",
	forbidOnly: process.env["CI"] === "true",
});
