import { defineConfig } from "vitest/config";
import { sqlText } from "./sql-plugin.js";

const minute = 60_000;

/** Files run beside each other on all cores; each in its own process unless the project says otherwise. */
const project = (name: string, include: string[], testTimeout: number, options: { isolate?: boolean; fileParallelism?: boolean } = {}) => ({
	plugins: [sqlText()],
	test: { name, include, testTimeout, hookTimeout: testTimeout, ...options },
});

export default defineConfig({
	test: {
		maxWorkers: "100%",
		experimental: { fsModuleCache: true },
		projects: [
			/** One process for many files, for a check in seconds: a unit test leaves nothing behind in modules or globals. */
			project("unit", ["{backend,electron,renderer,streaming,scripts}/**/*.test.{ts,tsx}"], 10_000, { isolate: false }),
			project("directions", ["test/directions/**/*.test.ts"], minute, { isolate: false }),
			project("stores", ["test/stores/**/*.test.ts"], 2 * minute),
			project("engines", ["test/engines/**/*.test.ts", "test/golden/**/*.test.ts"], 5 * minute),
			project("clients", ["test/clients/**/*.test.ts"], 2 * minute),
			/** They kill, fill disks and wait for clocks: one at a time. */
			project("faults", ["test/faults/**/*.test.ts"], 5 * minute, { fileParallelism: false }),
			project("docs", ["test/docs/**/*.test.ts"], minute),
		],
	},
});
