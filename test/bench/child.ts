import { spawn } from "node:child_process";
import { resolve } from "node:path";
import type { z } from "zod";

const root = resolve(import.meta.dirname, "../..");

/** Runs a script of this folder to its end and reads the one line of JSON that it prints. */
export const child = <T>(script: string, args: readonly string[], schema: z.ZodType<T>): Promise<T> =>
	new Promise((done, fail) => {
		const node = ["--import", "tsx", "--import", "./scripts/register.mjs", `test/bench/${script}`];
		const process_ = spawn(process.execPath, [...node, ...args], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
		let text = "";
		process_.stdout.setEncoding("utf8").on("data", (chunk: string) => {
			text += chunk;
		});
		process_.once("error", fail);
		process_.once("close", (code) => {
			if (code === 0) done(schema.parse(JSON.parse(text)));
			else fail(new Error(`${script} ended with code ${code}.`));
		});
	});
