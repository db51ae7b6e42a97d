import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "electron";

const make = (folder: string): string => {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	accessSync(folder, constants.W_OK);
	return folder;
};

/** For a folder that cannot be written to: the window must open all the same, to say so. Gone when it closes. */
const passing = (): string => {
	const folder = mkdtempSync(join(tmpdir(), "clickstream-console-"));
	app.on("quit", () => rmSync(folder, { recursive: true, force: true }));
	return folder;
};

/** The browser engine's profile and the window's memory lie beside the data, so that two data folders are two instances. */
export const setProfile = (dataDir: string): string => {
	let folder: string;
	try {
		folder = make(join(dataDir, "desktop"));
	} catch {
		folder = passing();
	}
	app.setPath("userData", folder);
	return folder;
};
