import { homedir } from "node:os";
import { join } from "node:path";

/** The user's data folder of this system, as the desktop window would choose it too. */
export const defaultDataDir = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string => {
	const name = "Clickstream Console";
	if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), name);
	if (platform === "darwin") return join(homedir(), "Library", "Application Support", name);
	return join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), name);
};

export interface EarlyConfig {
	readonly dataDir: string;
	readonly passwordStore: string | null;
}

/**
 * What a window needs of the environment before it opens, read without the library that checks it, which takes longer to load than the
 * window's first steps. `chosen` is what the user chose in the window; the environment has the last word. Nothing is checked here: config.ts reads all of it again once the window loads its page, and tells what is wrong.
 */
export const readEarlyConfig = (chosen: { readonly dataDir?: string } = {}, env: NodeJS.ProcessEnv = process.env): EarlyConfig => ({
	dataDir: env["DATA_DIR"] || chosen.dataDir || defaultDataDir(process.platform, env),
	passwordStore: env["PASSWORD_STORE"] || null,
});
