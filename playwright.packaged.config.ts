import { defineConfig } from "@playwright/test";
import common from "./playwright.config.js";

/** The program as users get it, installed as they install it: the stage "packaged" of `npm test`. */
export default defineConfig({
	...common,
	testDir: "test/packaged",
	globalSetup: "./test/packaged/pack.ts",
	outputDir: "test-results/packaged",
	timeout: 900_000,
});
