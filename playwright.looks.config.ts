import { defineConfig } from "@playwright/test";
import common from "./playwright.config.js";

/** Pictures to look at, of every view in every state: `npm run looks`. */
export default defineConfig({
	...common,
	testDir: "test/looks",
	testMatch: "**/*.looks.ts",
	timeout: 1_200_000,
});
