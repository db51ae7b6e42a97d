import { defineConfig } from "@playwright/test";

/**
 * One at a time: each test has windows, a server and two cores to itself. The limits tell what hangs from what is slow: a machine
 * may be ten times slower than usual for a while, and nothing is repeated.
 */
export default defineConfig({
	testDir: "test/e2e",
	testMatch: "**/*.spec.ts",
	globalSetup: "./test/e2e/build.ts",
	outputDir: "test-results/e2e",
	workers: 1,
	fullyParallel: false,
	timeout: 240_000,
	expect: { timeout: 45_000 },
	reporter: "list",
	forbidOnly: process.env["CI"] === "true",
});
