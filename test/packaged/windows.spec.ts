import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "@playwright/test";
import { makeWindowsInstaller, packForWindows } from "../../scripts/packing/windows.js";
import { run } from "../../scripts/services/run.js";

/** What runs on Windows alone is not run here: the folder and the installer are made, and what is in them is looked at. */
test.skip(process.platform !== "linux", "Windows packs its own, and macOS lacks NSIS");

const say = (line: string): boolean => process.stderr.write(`${line.slice(0, 200)}\n`);
const nativeParts = [
	"node_modules/@duckdb/node-bindings-win32-x64/duckdb.dll",
	"node_modules/@duckdb/node-bindings-win32-x64/duckdb.node",
	"node_modules/@node-rs/argon2-win32-x64-msvc/argon2.win32-x64-msvc.node",
];

let folder: string;
test.beforeAll(async () => {
	folder = await packForWindows(say);
});

test("the folder for Windows has its native parts, and those of no other system", async () => {
	const unpacked = join(folder, "resources/app.asar.unpacked");
	const entries = await readdir(unpacked, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));
	expect(files.filter((path) => /\.(?:node|dll|so|dylib)/.test(path)).sort()).toEqual(nativeParts);
	expect(await readdir(folder)).toEqual(expect.arrayContaining(["Clickstream Console.exe", "THIRD-PARTY-LICENCES.txt"]));
	const archive = join(folder, "resources/app.asar");
	const packages = listPackage(archive, { isPack: false }).filter((path) => /^\/node_modules\/(?:@[^/]+\/)?[^/@]+$/.test(path));
	expect(packages.filter((path) => /linux|darwin/.test(path))).toEqual([]);
	expect(JSON.parse(extractFile(archive, "package.json").toString())).toMatchObject({ name: "clickstream-console" });
});

const on = "1".charCodeAt(0);
const off = "0".charCodeAt(0);

test("no fuse of the Windows program lets another run inside it, and it runs its own archive alone", async () => {
	const wire = await getCurrentFuseWire(join(folder, "Clickstream Console.exe"));
	const state = (option: FuseV1Options): number | undefined => wire[option];
	expect(state(FuseV1Options.RunAsNode)).toBe(off);
	expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(off);
	expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(on);
	expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(on);
});

test("the installer holds all that the folder has, and what removes it", async () => {
	const made = await makeWindowsInstaller(folder, true);
	if ("missing" in made) throw new Error(made.missing);
	const listed = await run("7z", ["l", "-slt", made.path], { cwd: folder, limitMs: 120_000 });
	expect(listed.code, listed.output).toBe(0);
	const inside = new Set([...listed.output.matchAll(/^Path = (.+)$/gm)].map(([, path = ""]) => path.trim().replaceAll("\\", "/")));
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const wanted = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
	expect(wanted.filter((path) => !inside.has(path))).toEqual([]);
	expect([...inside]).toContain("Uninstall.exe");
});
