import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../project.js";
import { provide } from "../services/provide.js";

/** Takes pictures in the real window with all that this needs; `args` go to Playwright. Its exit code. */
export const takePictures = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> => {
	const services = await provide((line) => process.stdout.write(`${line}\n`));
	const [program = process.execPath, ...rest] = [
		...services.display,
		process.execPath,
		join(root, "node_modules/@playwright/test/cli.js"),
		"test",
		"--config=playwright.looks.config.ts",
		...args,
	];
	const child = spawn(program, rest, { cwd: root, stdio: "inherit", env: { ...process.env, ...services.env, ...env } });
	return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
};
