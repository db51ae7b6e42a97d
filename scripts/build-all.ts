import { spawn } from "node:child_process";
import { join } from "node:path";

/** Each a tool of node_modules with its arguments, in this order: the first empties the folder that the others add to. */
const steps: readonly (readonly string[])[] = [
	["electron-vite/bin/electron-vite.js", "build", "--logLevel", "warn"],
	["vite/bin/vite.js", "build", "--config", "renderer/sdk/vite.config.ts", "--mode", "script"],
	["vite/bin/vite.js", "build", "--config", "renderer/sdk/vite.config.ts", "--mode", "module"],
	["vite/bin/vite.js", "build", "--config", "renderer/sdk/vite.config.ts", "--mode", "shop"],
	["vite/bin/vite.js", "build", "--config", "renderer/storefront/vite.config.ts"],
	["typescript-native/bin/tsc", "-p", "renderer/sdk/tsconfig.json"],
];

/** All that a tool says goes to stderr: stdout belongs to the command that asked for the build. */
const run = (root: string, [tool = "", ...args]: readonly string[]): Promise<void> =>
	new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [join(root, "node_modules", tool), ...args], { cwd: root, stdio: ["ignore", 2, 2] });
		child.once("error", reject);
		child.once("exit", (code) =>
			code === 0
				? resolve()
				: reject(new Error("The pages were not built; the lines above say why. Mend that, then run the command again.")),
		);
	});

/** Builds window, preload, console, tracker and demo shop into out/. */
export const build = async (root: string): Promise<void> => {
	for (const step of steps) await run(root, step);
};
