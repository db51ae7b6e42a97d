import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { isRoot } from "../../../scripts/electron-binary.js";
import { ensureBuilt } from "../../../scripts/ensure-built.js";
import { root } from "../../../scripts/project.js";
import { provideElectron } from "../../../scripts/services/electron.js";
import { idleBytes } from "./memory.js";

/** How long the start of one program took, from its being spawned, and what it then holds. Milliseconds. */
interface Start {
	/** Until its window can be used: the bare one's button, the console's list of views. */
	readonly usable: number;
	/** Until what needs the data is there: the console's first button. The same as `usable` for the bare window, which has no data. */
	readonly filled: number;
	/** Of all its processes together, each shared page counted once; null elsewhere than on Linux. */
	readonly bytes: number | null;
}

export interface StartupFigures {
	/** Milliseconds of each start, in the order they were made. */
	readonly bare: readonly number[];
	/** The console until a view can be chosen. */
	readonly usable: readonly number[];
	/** The console until the first button that needs the data can be pressed. */
	readonly console: readonly number[];
	/** Of the bare window and of the console, ten seconds after the last start. */
	readonly idleBytes: { readonly bare: number | null; readonly console: number | null };
}

/** Milliseconds that anything may take on a busy machine. */
const patience = 120_000;
const idleMs = 10_000;

const switches = ["--disable-gpu", "--remote-debugging-port=0", ...(isRoot() ? ["--no-sandbox"] : [])];

/** Chromium says on stderr where it can be looked into. */
const debuggingAddress = (child: ChildProcess): Promise<string> =>
	new Promise((resolve, reject) => {
		let said = "";
		child.stderr?.on("data", (chunk: Buffer) => {
			said += chunk.toString();
			const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
			if (address !== undefined) resolve(address);
		});
		child.once("error", reject);
		child.once("exit", (code) => reject(new Error(`The window ended (${code}) before it opened: ${said.slice(-500)}`)));
	});

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once("exit", () => resolve()));

interface Mark {
	readonly role: "button" | "link";
	readonly name: RegExp;
}

const readyAfter = async (child: ChildProcess, { usable, filled }: Program, began: number): Promise<Omit<Start, "bytes">> => {
	const browser = await chromium.connectOverCDP(await debuggingAddress(child));
	const [context] = browser.contexts();
	if (context === undefined) throw new Error("The program has no window to look into.");
	const page = context.pages()[0] ?? (await context.waitForEvent("page", { timeout: patience }));
	const after = async ({ role, name }: Mark): Promise<number> => {
		await page.getByRole(role, { name }).first().waitFor({ timeout: patience });
		return performance.now() - began;
	};
	const start = { usable: await after(usable), filled: await after(filled) };
	await browser.close();
	return start;
};

interface Program {
	readonly folder: string;
	readonly dataDir: string;
	readonly usable: Mark;
	readonly filled: Mark;
}

/** A window that is `left` stands idle before it is ended, and what it then holds is measured. */
const start = async (binary: string, program: Program, left: boolean): Promise<Start> => {
	const { folder, dataDir } = program;
	const began = performance.now();
	const child = spawn(binary, [...switches, `--user-data-dir=${join(dataDir, "profile")}`, folder], {
		stdio: ["ignore", "ignore", "pipe"],
		env: { ...process.env, DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error" },
	});
	const end = ended(child);
	try {
		const ready = await readyAfter(child, program, began);
		if (left) await new Promise((resolve) => setTimeout(resolve, idleMs));
		return { ...ready, bytes: left && child.pid !== undefined ? await idleBytes(child.pid) : null };
	} finally {
		child.kill("SIGTERM");
		await end;
	}
};

/**
 * Both programs in turns, on folders that were opened once before, for as long as it takes the page's storage to be written: the first
 * start of each, which is not counted.
 */
export const benchStartup = async (runs: number, say: (line: string) => void): Promise<StartupFigures> => {
	await ensureBuilt(root, say);
	const provided = await provideElectron(say);
	if (!("env" in provided)) throw new Error(`Starting is measured in Electron, which cannot be had here: ${provided.missing}`);
	const binary = join(provided.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "", process.platform === "win32" ? "electron.exe" : "electron");
	const folders = await Promise.all(["bare", "console"].map((name) => mkdtemp(join(tmpdir(), `bench-startup-${name}-`))));
	const [bareData = "", consoleData = ""] = folders;
	const button: Mark = { role: "button", name: /A button/ };
	const bare: Program = { folder: join(import.meta.dirname, "bare"), dataDir: bareData, usable: button, filled: button };
	const ours: Program = {
		folder: root,
		dataDir: consoleData,
		usable: { role: "link", name: /^Import/ },
		filled: { role: "button", name: /Choose a file/ },
	};
	const figures = {
		bare: [] as number[],
		usable: [] as number[],
		console: [] as number[],
		idleBytes: { bare: null as number | null, console: null as number | null },
	};
	try {
		for (let run = 0; run <= runs; run++) {
			const last = run === runs;
			const one = await start(binary, bare, last || run === 0);
			const other = await start(binary, ours, last || run === 0);
			const [alone, usable, filled] = [one.usable, other.usable, other.filled].map(Math.round);
			say(`  start ${run}: bare ${alone} ms, console ${usable} ms, with its data ${filled} ms${run === 0 ? " (not counted)" : ""}`);
			if (run > 0) {
				figures.bare.push(one.usable);
				figures.usable.push(other.usable);
				figures.console.push(other.filled);
			}
			if (last) figures.idleBytes = { bare: one.bytes, console: other.bytes };
		}
		return figures;
	} finally {
		for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
};
