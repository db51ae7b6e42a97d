import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLogLines } from "./log-lines.js";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const quiet = { toStderr: () => undefined };

it("begins a new file at its size, keeps five, and loses no line of these", async () => {
	const log = openLogLines({ folder, dataDir: "/data", limit: 100, ...quiet });
	for (let index = 0; index < 100; index++) log.write(`line ${String(index).padStart(3, "0")} of a log\n`);
	const names = (await readdir(folder)).sort();
	expect(names).toEqual(["console.1.log", "console.2.log", "console.3.log", "console.4.log", "console.log"]);
	const texts = await Promise.all(
		["console.4.log", "console.3.log", "console.2.log", "console.1.log", "console.log"].map((name) => readFile(join(folder, name), "utf8")),
	);
	for (const text of texts) expect(text.length).toBeLessThanOrEqual(100);
	const lines = texts.join("").trimEnd().split("\n");
	expect(lines).toEqual(lines.map((_, index) => `line ${String(100 - lines.length + index).padStart(3, "0")} of a log`));
	expect((await stat(join(folder, "console.log"))).mode & 0o077).toBe(0);
});

it("goes on in the file of the last start", async () => {
	openLogLines({ folder, dataDir: "/data", ...quiet }).write("one\n");
	openLogLines({ folder, dataDir: "/data", ...quiet }).write("two\n");
	expect(await readFile(join(folder, "console.log"), "utf8")).toBe("one\ntwo\n");
});

it("remembers the newest lines, without where the data and the home are", () => {
	const log = openLogLines({ folder: null, dataDir: "/data/anna", ...quiet });
	for (let index = 0; index < 300; index++) log.write(`${index} at /data/anna/x and ${homedir()}/y\n`);
	expect(log.recent()).toHaveLength(200);
	expect(log.recent().at(-1)).toBe("299 at (data folder)/x and (home)/y");
});
