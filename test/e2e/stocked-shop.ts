import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../../scripts/project.js";

/** Fills a data folder, before a server starts there, with the shop of recommendations-seed.ts: catalog, sessions, orders. */
export const stockShop = (dataDir: string): Promise<unknown> =>
	promisify(execFile)(
		process.execPath,
		["--import", "tsx", "--import", "./scripts/register.mjs", "test/e2e/recommendations-seed.ts", dataDir],
		{ cwd: root },
	);
