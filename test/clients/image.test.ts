import { type ChildProcess, spawn } from "node:child_process";
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { ensureBuilt } from "../../scripts/ensure-built.js";
import { root } from "../../scripts/project.js";

/** What the image's user is: nobody, who may write to the data folder and to nothing of the program. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

let base = "";
let child: ChildProcess | null = null;

/** The packages that `npm ci --omit=dev` would install here. */
const copyDependencies = async (app: string): Promise<void> => {
	const lock = z
		.object({ packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })) })
		.parse(JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")));
	const wanted = Object.entries(lock.packages).flatMap(([path, { dev }]) => (path === "" || dev ? [] : [path]));
	for (const path of wanted) {
		const filter = (from: string): boolean => !from.slice(join(root, path).length).includes("/node_modules/");
		await cp(join(root, path), join(app, path), { recursive: true, filter }).catch((error: unknown) => {
			if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error; // A package of another platform.
		});
	}
};

/** The last stage of the Dockerfile, as its COPY lines put it together. */
const assemble = async (app: string): Promise<void> => {
	const text = await readFile(join(root, "Dockerfile"), "utf8");
	const copies = [...text.matchAll(/^COPY --from=build (.+)$/gm)].map(([, rest = ""]) => rest.split(" "));
	expect(copies.length).toBeGreaterThan(3);
	for (const paths of copies)
		for (const path of paths.slice(0, -1)) {
			const inside = path.replace("/app/", "");
			await mkdir(dirname(join(app, inside)), { recursive: true });
			await cp(join(root, inside), join(app, inside), { recursive: true });
		}
	await copyDependencies(app);
};

const command = async (): Promise<readonly string[]> => {
	const text = await readFile(join(root, "Dockerfile"), "utf8");
	return z.array(z.string()).parse(JSON.parse(/^CMD (.+)$/m.exec(text)?.[1] ?? "[]"));
};

const healthCommand = async (): Promise<readonly string[]> => {
	const text = await readFile(join(root, "Dockerfile"), "utf8");
	return z.array(z.string()).parse(JSON.parse(/^HEALTHCHECK .*?CMD (\[.+\])$/m.exec(text.replace(/\\\n\s*/g, " "))?.[1] ?? "[]"));
};

beforeAll(async () => {
	await ensureBuilt(root, () => undefined);
	base = await mkdtemp(join(tmpdir(), "clickstream-image-"));
	await chmod(base, 0o755);
	await assemble(join(base, "app"));
	for (const folder of ["data", "tmp"]) {
		await mkdir(join(base, folder), { mode: 0o700 });
		if (isRoot) await chown(join(base, folder), nobody, nobody);
	}
});

afterAll(async () => {
	child?.kill("SIGKILL");
	await rm(base, { recursive: true, force: true });
});

const start = ([, ...args]: readonly string[], env: Readonly<Record<string, string>>): ChildProcess =>
	spawn(process.execPath, args, {
		cwd: join(base, "app"),
		stdio: ["ignore", "pipe", "pipe"],
		env: {
			PATH: "/usr/bin:/bin",
			TMPDIR: join(base, "tmp"),
			NODE_ENV: "production",
			DATA_DIR: join(base, "data"),
			HOST: "0.0.0.0",
			...env,
		},
		...(isRoot ? { uid: nobody, gid: nobody } : {}),
	});

const ended = (process: ChildProcess): Promise<number | null> => new Promise((resolve) => process.once("exit", resolve));

it("what the image holds runs as a user that cannot write to it, says that it is healthy, and ends when asked", async () => {
	const server = start(await command(), { PORT: "0" });
	child = server;
	const said = await new Promise<string>((resolve, reject) => {
		let text = "";
		server.stdout?.on("data", (chunk: Buffer) => {
			text += chunk.toString();
			if (text.includes("Stop with Ctrl+C")) resolve(text);
		});
		let faults = "";
		server.stderr?.on("data", (chunk: Buffer) => {
			faults += chunk.toString();
		});
		server.once("exit", (code) => reject(new Error(`It ended (${code}): ${faults.slice(-2000)}`)));
	});
	const port = /http:\/\/[^/\s]+:(\d+)\/dashboard/.exec(said)?.[1] ?? "";
	expect(await ended(start(await healthCommand(), { PORT: port }))).toBe(0);
	const page = await fetch(`http://127.0.0.1:${port}/dashboard`);
	expect(await page.text()).toContain("<script");
	const end = ended(server);
	server.kill("SIGTERM");
	expect(await end).toBe(0);
	expect(await ended(start(await healthCommand(), { PORT: port }))).toBe(1);
});
