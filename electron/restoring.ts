import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import type { Config } from "../backend/config.js";
import { AppError } from "../backend/contract/errors.js";
import { loadBackend } from "./load-backend.js";
import type { Questions } from "./questions.js";

export interface RestoringDeps {
	readonly window: BrowserWindow;
	readonly questions: Questions;
	readonly config: () => Config;
}

const chooseBackup = async ({ window, config }: RestoringDeps): Promise<string | null> => {
	const { filePaths, canceled } = await dialog.showOpenDialog(window, {
		title: "Choose a backup",
		defaultPath: join(config().dataDir, "backups"),
		filters: [{ name: "Backups of the store", extensions: ["duckdb"] }],
		properties: ["openFile"],
	});
	return canceled ? null : (filePaths[0] ?? null);
};

const isAgreed = async ({ questions, config }: RestoringDeps, file: string): Promise<boolean> => {
	const { mtime } = await stat(file);
	const choice = await questions.ask({
		title: "Put this backup in place?",
		text: [
			"The console then shows events, analyses, accounts and settings as they were when the backup was made.",
			"What is there now is not lost: it is kept as a file beside the backups, and can be restored in the same way.",
		],
		facts: [
			["Backup", basename(file)],
			["Written", mtime.toISOString()],
			["Data folder", config().dataDir],
		],
		choices: [
			{ id: "restore", label: "Restore this backup" },
			{ id: "cancel", label: "Cancel", hint: "Everything stays as it is." },
		],
	});
	return choice === "restore";
};

const failed = (error: unknown): string =>
	error instanceof AppError ? error.message : `Something unexpected happened: ${String(error)}. Nothing was changed.`;

/**
 * Asks for a backup, and whether to put it in place; `close` gives the store back before that. Resolves when all is answered and told:
 * the store must then be opened again where `close` was called. True when the backup is in place.
 */
export const restoreBackup = async (deps: RestoringDeps, close: () => Promise<void> = async () => undefined): Promise<boolean> => {
	const file = await chooseBackup(deps);
	if (file === null || !(await isAgreed(deps, file))) return false;
	await close();
	try {
		const { restore } = await loadBackend();
		await restore(deps.config(), file);
		return true;
	} catch (error) {
		console.error("The backup was not restored.", error);
		await deps.questions.ask({ title: "The backup was not restored", text: [failed(error)], choices: [{ id: "back", label: "Go on" }] });
		return false;
	}
};
