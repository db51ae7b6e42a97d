import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

export interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** Runs one of the product's commands as a person does, on a data folder. */
export const command = (
	name: "import" | "export" | "analyze" | "aggregates" | "cleanup" | "seed:realistic" | "seed:demo" | "seed:products" | "simulate",
	dataDir: string,
	...args: string[]
): Promise<Ran> =>
	new Promise((done, fail) => {
		const child = spawn("npm", ["run", "-s", name, "--", ...args], { cwd: projectRoot, env: { ...process.env, DATA_DIR: dataDir } });
		let [out, err] = ["", ""];
		child.stdout.on("data", (chunk) => (out += String(chunk)));
		child.stderr.on("data", (chunk) => (err += String(chunk)));
		child.once("error", fail);
		child.once("close", (code) => done({ code, out, err }));
	});
