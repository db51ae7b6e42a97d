import type { Client } from "../backend/client/client.js";
import { httpClient } from "../backend/client/http.js";
import { readConfig } from "../backend/config.js";
import { AppError } from "../backend/contract/errors.js";
import { compose } from "../backend/main.js";
import { livingServer } from "../backend/server-file.js";

export interface Connection {
	readonly client: Client;
	close(): Promise<void>;
}

const notListening = (pid: number): AppError =>
	new AppError(
		"store_unavailable",
		`Clickstream Console (process ${pid}) has this data folder open but listens on no port, so this command cannot go through it. Close it, or let it listen, then run the command again.`,
	);

/**
 * The contract for a command: through the running app where one holds the data folder, else on the store itself, as
 * whoever sits at the computer. Throws AppError `store_unavailable` when the folder can be reached neither way.
 */
export const connect = async (
	options: { readonly dataDir?: string; readonly store?: "embedded" | "mongodb" } = {},
): Promise<Connection> => {
	const read = readConfig();
	const config = { ...read, dataDir: options.dataDir ?? read.dataDir };
	const server = await livingServer(config.dataDir);
	if (server?.address === null) throw notListening(server.pid);
	if (server) return { client: httpClient(server.address, { token: server.token }), close: async () => {} };
	const backend = await compose({ ...config, logLevel: "error" }, { listen: "never", ...(options.store && { store: options.store }) });
	return { client: backend.client, close: () => backend.close() };
};
