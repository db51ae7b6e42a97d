import { type ChildProcess, spawn } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { root } from "../../scripts/project.js";
import { run } from "../../scripts/services/run.js";

export const packageName = "clickstream-console";
export const program = `/opt/${packageName}/${packageName}`;
const limitMs = 300_000;

/** Why the package cannot be installed on this machine, or null. */
export const whyNot = async (): Promise<string | null> => {
	if (process.platform !== "linux") return "the package is Debian's, and this is no Linux";
	if (process.getuid?.() !== 0) return "only root may install packages";
	const apt = await run("apt-get", ["--version"], { cwd: root, limitMs });
	if (apt.code !== 0) return "there is no apt-get: this is not Debian or its kin";
	const known = await installedVersion();
	return known === null ? null : `${packageName} ${known} is installed here already, and is not to be taken away`;
};

export const installedVersion = async (): Promise<string | null> => {
	const { code, output } = await run("dpkg", ["-s", packageName], { cwd: root, limitMs });
	if (code !== 0 || !output.includes("Status: install ok installed")) return null;
	return /^Version: (.+)$/m.exec(output)?.[1] ?? null;
};

export const must = async (command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> => {
	const { code, output } = await run(command, args, { cwd: root, env, limitMs });
	if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}: ${output.trim().slice(-1500)}`);
	return output;
};

export const apt = (...args: readonly string[]): Promise<string> =>
	must("apt-get", ["-y", "-qq", "--no-install-recommends", "--allow-downgrades", ...args], { DEBIAN_FRONTEND: "noninteractive" });

/** A user without rights, with a home of its own. */
export interface User {
	readonly name: string;
	readonly uid: number;
	readonly home: string;
	remove(): Promise<void>;
}

export const addUser = async (): Promise<User> => {
	const name = `clickstream-t${process.pid}`;
	const home = join("/var/tmp", name);
	await must("useradd", ["--create-home", "--home-dir", home, "--shell", "/bin/sh", name]);
	const uid = Number(await must("id", ["-u", name]));
	const remove = async (): Promise<void> => {
		await run("pkill", ["-KILL", "-u", name], { cwd: root, limitMs }); // What a failed test left; 1 when there is nothing.
		await must("userdel", ["--force", "--remove", name]);
	};
	return { name, uid, home, remove };
};

/** The files of a folder of the user's, with their bytes. */
export const sizesIn = async (folder: string): Promise<Readonly<Record<string, number>>> => {
	const listed = await must("find", [folder, "-type", "f", "-printf", "%P\t%s\n"]);
	const rows = listed.split("\n").filter(Boolean);
	return Object.fromEntries(rows.map((row) => row.split("\t") as [string, string]).map(([name, size]) => [name, Number(size)]));
};

export interface Opened {
	readonly page: Page;
	readonly child: ChildProcess;
	/** Closes the window as a user does, and waits until the process has ended: its exit code. */
	quit(): Promise<number | null>;
}

const debuggingAddress = (child: ChildProcess): Promise<string> =>
	new Promise((resolve, reject) => {
		let said = "";
		child.stderr?.on("data", (chunk: Buffer) => {
			said += chunk.toString();
			const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
			if (address !== undefined) resolve(address);
		});
		child.once("error", reject);
		child.once("exit", (code) => reject(new Error(`The program ended (${code}) before its window opened: ${said.slice(-1500)}`)));
	});

const pageOf = async (browser: Browser): Promise<Page> => {
	const [context] = browser.contexts();
	if (context === undefined) throw new Error("The program has no window to look into.");
	return context.pages()[0] ?? context.waitForEvent("page");
};

/** Starts the installed program as that user, as its menu entry does; Chromium's own port lets Playwright in, which no fuse closes. */
export const openAs = async ({ uid, name, home }: User): Promise<Opened> => {
	const { DISPLAY = "", XAUTHORITY } = process.env;
	const gid = await must("id", ["-g", name]);
	const authority = join(home, ".Xauthority");
	if (XAUTHORITY !== undefined) await must("install", ["-m", "0600", "-o", name, XAUTHORITY, authority]);
	const child = spawn(
		"setpriv",
		[`--reuid=${uid}`, `--regid=${gid.trim()}`, "--clear-groups", program, "--disable-gpu", "--remote-debugging-port=0"],
		{
			cwd: home,
			stdio: ["ignore", "ignore", "pipe"],
			env: {
				DISPLAY,
				XAUTHORITY: authority,
				HOME: home,
				USER: name,
				PATH: "/usr/bin:/bin",
				LANG: "en_GB.UTF-8",
				TZ: "UTC",
				PORT: "0",
				LOG_LEVEL: "error",
			},
		},
	);
	const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
	const browser = await chromium.connectOverCDP(await debuggingAddress(child));
	return {
		page: await pageOf(browser),
		child,
		quit: async () => {
			const page = await pageOf(browser);
			await page.close();
			const code = await ended;
			await browser.close();
			return code;
		},
	};
};

/** The classes that the windows on the display say they are of, by which a dock finds the entry of each. */
export const windowClasses = async (): Promise<readonly string[]> => {
	const tree = await must("xwininfo", ["-root", "-tree"], { DISPLAY: process.env["DISPLAY"] ?? "" });
	return [...tree.matchAll(/: \("[^"]*" "([^"]*)"\)/g)].map(([, name = ""]) => name);
};

/** Of the installed menu entry; throws when it has no such key. */
export const entrySays = async (key: string): Promise<string> => {
	const entry = await readFile(`/usr/share/applications/${packageName}.desktop`, "utf8");
	const value = new RegExp(`^${key}=(.+)$`, "m").exec(entry)?.[1];
	if (value === undefined) throw new Error(`The menu entry has no ${key}:\n${entry}`);
	return value;
};

/** Puts a file of the disk into the page's field. Playwright itself sends the bytes where it came in by a port, and they have no place. */
export const handFromDisk = async (page: Page, path: string): Promise<void> => {
	const session = await page.context().newCDPSession(page);
	const { root: document } = await session.send("DOM.getDocument");
	const { nodeId } = await session.send("DOM.querySelector", { nodeId: document.nodeId, selector: "input[type=file]" });
	await session.send("DOM.setFileInputFiles", { files: [path], nodeId });
	await session.detach();
};

export interface SandboxState {
	readonly uid: number;
	readonly arguments: string;
	/** 2: only the system calls of a filter. */
	readonly seccomp: number;
	/** Has processes and network of its own. */
	readonly ownNamespaces: boolean;
}

/** What the kernel says of each renderer of that user. */
export const renderers = async ({ uid }: User): Promise<readonly SandboxState[]> => {
	const pids = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
	const states = await Promise.all(
		pids.map(async (pid): Promise<SandboxState | null> => {
			const [args, status] = await Promise.all(
				["cmdline", "status"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
			);
			const owner = Number(/^Uid:\s+(\d+)/m.exec(status ?? "")?.[1] ?? -1);
			if (owner !== uid || !args?.includes("--type=renderer")) return null;
			const [own, ours] = await Promise.all([readlink(`/proc/${pid}/ns/pid`), readlink("/proc/self/ns/pid")]);
			return {
				uid: owner,
				arguments: args.replaceAll("\0", " "),
				seccomp: Number(/^Seccomp:\s+(\d)/m.exec(status ?? "")?.[1] ?? 0),
				ownNamespaces: own !== ours,
			};
		}),
	);
	return states.filter((state) => state !== null);
};
