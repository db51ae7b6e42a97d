import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "./cache.js";
import type { Say } from "./part.js";
import { run } from "./run.js";

/** Debian's release that has a C library new enough. Its packages are signed, and apt checks that. */
const suite = "trixie";
const packages = ["libc6", "libstdc++6", "libgcc-s1"];
const aptLimitMs = 300_000;

const folder = (): string => join(cacheFolder(), `glibc-${suite}-x64`);
const libraries = (): string => join(folder(), "usr/lib/x86_64-linux-gnu");

/** Whether this system's C library is older than `wanted`, such as 2.38. */
export const isOlder = (wanted: string): boolean => {
	const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
	const [had = 0, need = 0] = [header.glibcVersionRuntime ?? "0", wanted].map((version) => Number(version.split(".")[1]));
	return had < need;
};

/** What goes before a program that needs the newer library; null when it is not in the cache. */
export const withNewerGlibc = (): readonly string[] | null => {
	const loader = join(libraries(), "ld-linux-x86-64.so.2");
	if (!existsSync(loader)) return null;
	return [loader, "--library-path", [libraries(), "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"].join(":")];
};

/** Where this Debian gets its packages. */
const mirror = (): string | undefined => {
	for (const file of ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"]) {
		const found = existsSync(file) && /^(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(\S+)/m.exec(readFileSync(file, "utf8"));
		if (found) return found[1];
	}
	return undefined;
};

/** Only how this system reaches the network is taken from its own configuration: no hooks. */
const networkSettings = async (work: string): Promise<void> => {
	const own = "/etc/apt/apt.conf.d";
	const files = existsSync(own) ? await readdir(own) : [];
	const wanted = files.filter((name) => /Acquire::.*Proxy|Verify|CaInfo/i.test(readFileSync(join(own, name), "utf8")));
	for (const name of wanted) await cp(join(own, name), join(work, "conf.d", name));
};

/** An apt of its own in `work`: it neither sees nor changes what is installed. */
const ownApt = async (work: string, from: string): Promise<(args: readonly string[]) => ReturnType<typeof run>> => {
	for (const name of ["conf.d", "preferences.d", "sources.d", "state/lists/partial", "cache/archives/partial", "debs"])
		await mkdir(join(work, name), { recursive: true });
	await writeFile(join(work, "status"), "");
	await writeFile(
		join(work, "sources.list"),
		`deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${from} ${suite} main\n`,
	);
	await networkSettings(work);
	const settings = {
		"Dir::Etc::parts": join(work, "conf.d"),
		"Dir::Etc::main": "/dev/null",
		"Dir::Etc::sourcelist": join(work, "sources.list"),
		"Dir::Etc::sourceparts": join(work, "sources.d"),
		"Dir::Etc::preferencesparts": join(work, "preferences.d"),
		"Dir::State": join(work, "state"),
		"Dir::State::status": join(work, "status"),
		"Dir::Cache": join(work, "cache"),
		"APT::Architecture": "amd64",
		"APT::Sandbox::User": "root",
		"Acquire::Languages": "none",
		"Acquire::Retries": "3",
	};
	const config = join(work, "apt.conf");
	await writeFile(
		config,
		Object.entries(settings)
			.map(([name, value]) => `${name} "${value}";\n`)
			.join(""),
	);
	return (args) => run("apt-get", ["-q", ...args], { cwd: join(work, "debs"), env: { APT_CONFIG: config }, limitMs: aptLimitMs });
};

const unpack = async (work: string): Promise<string | null> => {
	for (const name of await readdir(join(work, "debs"))) {
		const unpacked = await run("dpkg-deb", ["-x", join(work, "debs", name), join(work, "root")], { cwd: work, limitMs: aptLimitMs });
		if (unpacked.code !== 0) return `${name} could not be unpacked: ${unpacked.output.trim().slice(-300)}`;
	}
	return null;
};

/** Gets the newer C library into the cache, for programs that are started with it; the system's own stays. Returns what failed. */
export const fetchNewerGlibc = async (say: Say): Promise<string | null> => {
	const from = mirror();
	if (from === undefined || !existsSync("/usr/share/keyrings/debian-archive-keyring.gpg"))
		return "a newer C library comes from Debian alone";
	say("Getting a newer C library for the database of the tests (once; into the cache folder) …");
	await mkdir(dirname(folder()), { recursive: true });
	const work = await mkdtemp(`${folder()}-`);
	try {
		const apt = await ownApt(work, from);
		for (const args of [["update"], ["download", ...packages]]) {
			const ran = await apt(args);
			if (ran.code !== 0) return `apt-get ${args[0]} failed: ${ran.output.trim().slice(-300)}`;
		}
		await mkdir(join(work, "root"));
		const failed = await unpack(work);
		if (failed !== null) return failed;
		await rename(join(work, "root"), folder()).catch((error: unknown) => {
			if (withNewerGlibc() === null) throw error; // Another run may have been faster.
		});
		return null;
	} finally {
		await rm(work, { recursive: true, force: true });
	}
};
