import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "@playwright/test";
import { packedFolder } from "./packed.js";

const filesIn = async (folder: string): Promise<readonly string[]> => {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
};

test("the packed program holds what it runs on and nothing else", async () => {
	const archive = join(packedFolder, "resources/app.asar");
	const inside = listPackage(archive, { isPack: false });
	const packages = new Set(
		inside
			.map((path) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1])
			.filter((name) => name !== undefined && !/^@[^/]+$/.test(name)),
	);
	expect([...packages].sort((a = "", b = "") => (a < b ? -1 : 1))).toEqual([
		"@duckdb/node-api",
		"@duckdb/node-bindings",
		`@duckdb/node-bindings-${process.platform}-${process.arch}`,
		"@mongodb-js/saslprep",
		"@node-rs/argon2",
		`@node-rs/argon2-${process.platform}-${process.arch}-gnu`,
		"bson",
		"detect-libc",
		"memory-pager",
		"mongodb",
		"mongodb-connection-string-url",
		"punycode",
		"sparse-bitfield",
		"tr46",
		"webidl-conversions",
		"whatwg-url",
	]);
	expect(new Set(inside.map((path) => path.split("/")[1]))).toEqual(new Set(["electron", "node_modules", "out", "package.json"]));
	expect(inside.filter((path) => /\.(?:ts|map)$|\/tests?\//.test(path))).toEqual([]);
	expect(JSON.parse(extractFile(archive, "package.json").toString())).toMatchObject({ name: "clickstream-console" });
});

test("native parts are this platform's alone, outside of the archive", async () => {
	const unpacked = await filesIn(join(packedFolder, "resources/app.asar.unpacked"));
	const names = unpacked.map((path) => path.split("/").at(-1) ?? "");
	expect(names.filter((name) => name !== "package.json" && name !== "LICENSE").sort()).toEqual([
		`argon2.${process.platform}-${process.arch}-gnu.node`,
		"duckdb.node",
		"libduckdb.so",
	]);
});

test("licences of all that is inside come with it", async () => {
	const text = await readFile(join(packedFolder, "THIRD-PARTY-LICENCES.txt"), "utf8");
	for (const name of ["@duckdb/node-api ", "@node-rs/argon2 ", "express ", "mongodb ", "react ", "zod "])
		expect(text, name).toContain(`\n${name}`);
	expect(await filesIn(packedFolder)).toEqual(
		expect.arrayContaining(["LICENSE.clickstream-console.txt", "LICENSES.chromium.html", "LICENSE.electron.txt"]),
	);
});

/** As they stand in the program's file. */
const off = "0".charCodeAt(0);
const on = "1".charCodeAt(0);

test("no fuse lets another program run inside it", async () => {
	const wire = await getCurrentFuseWire(join(packedFolder, "clickstream-console"));
	const state = (option: FuseV1Options): number | undefined => wire[option];
	expect(state(FuseV1Options.RunAsNode)).toBe(off);
	expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(off);
	expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe(off);
	expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(on);
	expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(on);
	expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(off);
	expect((await stat(join(packedFolder, "clickstream-console"))).mode & 0o111).toBe(0o111);
});
