import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, type ElectronApplication, _electron as electron, type Page } from "@playwright/test";
import { isRoot } from "../../scripts/electron-binary.js";
import { root } from "../../scripts/project.js";
import { endAll, environment } from "./processes.js";

/** The binary that `npm test` provides, or the one of the electron package. */
const binary = (): string => {
	const folder = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
	const named = folder === undefined ? undefined : join(folder, "electron");
	if (named !== undefined && existsSync(named)) return named;
	return createRequire(import.meta.url)("electron") as string;
};

/** Without a graphics card, and as root without the sandbox that Chromium refuses to root. */
export const switches = ["--disable-gpu", ...(isRoot() ? ["--no-sandbox"] : [])];

export interface Desktop {
	readonly app: ElectronApplication;
	readonly page: Page;
	/** Quits as a user does, and waits for the process: its exit code. */
	quit(): Promise<number | null>;
}

export interface DesktopOptions {
	readonly dataDir: string;
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
}

const exitOf = (app: ElectronApplication): Promise<number | null> =>
	new Promise((resolve) => {
		const child = app.process();
		if (child.exitCode !== null) resolve(child.exitCode);
		else child.once("exit", resolve);
	});

/** V8's inspector says so of what it was asked while the program read its scripts. */
const lost = /promise was garbage collected/i;
const mostAsked = 20;

/** What the inspector lost is asked again: whatever a test asks of the program may therefore be done twice. */
const asksAgain = (app: ElectronApplication): ElectronApplication => {
	const ask = app.evaluate.bind(app) as (...given: readonly unknown[]) => Promise<unknown>;
	const askUntilHeard = async (...given: readonly unknown[]): Promise<unknown> => {
		for (let asked = 1; ; asked++) {
			try {
				return await ask(...given);
			} catch (error) {
				if (asked === mostAsked || !lost.test(String(error))) throw error;
			}
		}
	};
	return Object.assign(app, { evaluate: askUntilHeard });
};

/** Opens the real window on a data folder; any free port unless `env` says otherwise. */
export const openDesktop = async (options: DesktopOptions): Promise<Desktop> => {
	const app = asksAgain(
		await electron.launch({
			executablePath: binary(),
			args: [...switches, ...(options.args ?? []), root],
			cwd: root,
			env: environment(options.dataDir, options.env),
		}),
	);
	const page = await app.firstWindow();
	return {
		app,
		page,
		quit: async () => {
			const exit = exitOf(app);
			await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
			return exit;
		},
	};
};

/** Starts the real program without Playwright holding it, as a second start by the user. */
export const binaryAndArgs = (): readonly [string, readonly string[]] => [binary(), [...switches, root]];

interface Fixtures {
	/** A fresh folder, gone after the test. */
	readonly dataDir: string;
	/** Opens windows that are closed after the test, whatever happens in it. */
	readonly desktop: (options?: Partial<DesktopOptions>) => Promise<Desktop>;
	readonly ended: undefined;
}

export const test = base.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
	dataDir: async ({}, use) => {
		const folder = await mkdtemp(join(tmpdir(), "clickstream-e2e-"));
		await use(folder);
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	},
	/** Whatever a failed test left running. */
	ended: [
		// biome-ignore lint/correctness/noEmptyPattern: as above.
		async ({}, use) => {
			await use(undefined);
			endAll();
		},
		{ auto: true },
	],
	desktop: async ({ dataDir }, use) => {
		const opened: Desktop[] = [];
		await use(async (options = {}) => {
			const desktop = await openDesktop({ dataDir, ...options });
			opened.push(desktop);
			return desktop;
		});
		for (const { app } of opened) await app.close().catch(() => undefined);
	},
});

export { expect } from "@playwright/test";
