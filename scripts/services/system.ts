import { existsSync, readFileSync } from "node:fs";
import { root } from "../project.js";
import type { Part, Say } from "./part.js";
import { run } from "./run.js";

/** What Electron and the browser tests need of a Linux without a screen. Several names: the package was renamed between releases. */
const debian: readonly (readonly string[])[] = [
	["xvfb"],
	["xauth"],
	/** Says what a window calls itself. */
	["x11-utils"],
	["dbus"],
	["libgtk-3-0t64", "libgtk-3-0"],
	["libnss3"],
	["libasound2t64", "libasound2"],
	["libgbm1"],
	["libxss1"],
	["libnotify4"],
	["libsecret-1-0"],
	["gnome-keyring"],
	/** For Kafka and Spark. */
	["default-jre-headless", "openjdk-21-jre-headless", "openjdk-17-jre-headless"],
	["maven"],
	/** For Spark, whose jobs are Python. */
	["python3"],
	["python3-venv"],
	/** A reader of Kafka's topics that is none of ours. */
	["kcat", "kafkacat"],
	/** The compiler of Windows installers, and a reader of what is in one. */
	["nsis"],
	["p7zip-full", "7zip"],
];
/** Ubuntu's chromium is a snap: there Playwright's own is fetched instead. */
const debianChromium: readonly (readonly string[])[] = [["chromium"]];
const others = "xvfb (xvfb-run), gtk3, nss, alsa-lib, mesa-libgbm, libXScrnSaver, libnotify, libsecret";
const aptLimitMs = 900_000;

export interface Release {
	readonly id: string;
	readonly like: readonly string[];
}

/** Reads the text of /etc/os-release. */
export const release = (text: string): Release => {
	const value = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)"?$`, "m").exec(text)?.[1] ?? "";
	return { id: value("ID"), like: value("ID_LIKE").split(" ").filter(Boolean) };
};

const hasApt = ({ id, like }: Release): boolean => [id, ...like].some((name) => name === "debian" || name === "ubuntu");

const isInstalled = async (name: string): Promise<boolean> => {
	const asked = await run("dpkg", ["-s", name], { cwd: root, limitMs: 30_000 });
	return asked.code === 0 && asked.output.includes("Status: install ok installed");
};

const isKnown = async (name: string): Promise<boolean> => {
	const asked = await run("apt-cache", ["show", name], { cwd: root, limitMs: 30_000 });
	return asked.code === 0 && asked.output.includes(`Package: ${name}`);
};

const firstThat = async (names: readonly string[], holds: (name: string) => Promise<boolean>): Promise<string | undefined> => {
	for (const name of names) if (await holds(name)) return name;
	return undefined;
};

/** The names of each package that no name of is installed. */
const absent = async (wanted: readonly (readonly string[])[]): Promise<(readonly string[])[]> => {
	const found = await Promise.all(wanted.map((names) => firstThat(names, isInstalled)));
	return wanted.filter((_, index) => found[index] === undefined);
};

const aptGet = (args: readonly string[]) =>
	run("apt-get", [...args], { cwd: root, env: { DEBIAN_FRONTEND: "noninteractive" }, limitMs: aptLimitMs });

const lastLine = (output: string): string => output.trim().split("\n").at(-1) ?? "";

const install = async (missing: readonly (readonly string[])[], say: Say): Promise<Part> => {
	const updated = await aptGet(["update", "-qq"]);
	const names = await Promise.all(missing.map(async (all) => (await firstThat(all, isKnown)) ?? all[0] ?? ""));
	const get = `apt-get update && apt-get install -y --no-install-recommends ${names.join(" ")}`;
	say(`Installing system packages: ${names.join(" ")}`);
	const installed = await aptGet(["install", "-y", "-qq", "--no-install-recommends", ...names]);
	if (installed.code === 0) return { env: {} };
	const why = updated.code === 0 ? lastLine(installed.output) : `${lastLine(updated.output)}; ${lastLine(installed.output)}`;
	return { missing: `system packages ${names.join(" ")}: ${why}`, get };
};

const onDebian = async (system: Release, say: Say): Promise<Part> => {
	const missing = await absent(system.id === "debian" ? [...debian, ...debianChromium] : debian);
	if (missing.length === 0) return { env: {} };
	if (process.getuid?.() === 0) return install(missing, say);
	const names = missing.map((all) => all.at(-1)).join(" ");
	return { missing: `system packages ${names} (only root may install them)`, get: `sudo apt-get install -y ${names}` };
};

const onOtherLinux = async (): Promise<Part> => {
	const asked = await run("xvfb-run", ["--help"], { cwd: root, limitMs: 30_000 });
	if (asked.code === 0) return { env: {} };
	return { missing: "a display for Electron", get: `your system's package manager: ${others}` };
};

/** System packages: as root on Debian and its kin they are installed, elsewhere told. macOS and Windows need none. */
export const provideSystem = async (say: Say): Promise<Part> => {
	if (process.platform !== "linux") return { env: {} };
	const file = "/etc/os-release";
	const system = release(existsSync(file) ? readFileSync(file, "utf8") : "");
	return hasApt(system) ? onDebian(system, say) : onOtherLinux();
};
