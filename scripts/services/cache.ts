import { homedir } from "node:os";
import { join } from "node:path";

/** Where the parts that tests need are kept between runs: the user's own cache folder on each system. */
export const cacheFolder = (): string => {
	const name = "clickstream-console";
	if (process.platform === "win32") return join(process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), name, "Cache");
	if (process.platform === "darwin") return join(homedir(), "Library", "Caches", name);
	return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), name);
};
