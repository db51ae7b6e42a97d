import { defineConfig } from "vitest/config";
import { sqlText } from "./sql-plugin.js";

const project = (name: string, include: string[], testTimeout: number) => ({
	plugins: [sqlText()],
	test: { name, include, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
	test: {
		projects: [
			project("unit", ["{backend,electron,renderer,streaming,scripts}/**/*.test.{ts,tsx}"], 10_000),
			project("directions", ["test/directions/**/*.test.ts"], 60_000),
			project("stores", ["test/stores/**/*.test.ts"], 120_000),
			project("engines", ["test/engines/**/*.test.ts", "test/golden/**/*.test.ts"], 300_000),
			project("clients", ["test/clients/**/*.test.ts"], 120_000),
			project("faults", ["test/faults/**/*.test.ts"], 300_000),
			project("docs", ["test/docs/**/*.test.ts"], 60_000),
		],
	},
});
