import { AppError } from "./contract/errors.js";
import type { Http } from "./http/http.js";
import { newServerToken, removeServerFile, writeServerFile } from "./server-file.js";

export interface Listening {
	/** Such as http://127.0.0.1:8000; null when it does not listen. */
	readonly address: string | null;
	/** Why it does not, for people; null when it listens, or was not asked to. */
	readonly problem: string | null;
}

export interface Server {
	listening(): Listening;
	/** Listens, or moves to another port. Throws AppError `conflict` when the port is taken, and stays where it was. */
	listen(port: number): Promise<void>;
	/** As `listen`, but a port that cannot be had is kept as the problem that `listening` tells. */
	tryToListen(port: number): Promise<void>;
	close(): Promise<void>;
}

export interface ServerDeps {
	readonly dataDir: string;
	/** Makes the embedded server, given the token that makes a caller local. */
	readonly http: (localToken: string) => Http;
}

/** The embedded server, and what DATA_DIR/server.json tells the commands about it. */
export const openServer = ({ dataDir, http: make }: ServerDeps): Server => {
	const token = newServerToken();
	const http = make(token);
	let problem: string | null = null;
	const tell = (): Promise<void> => writeServerFile(dataDir, { address: http.address(), token, pid: process.pid });
	const listen = async (port: number): Promise<void> => {
		try {
			await http.listen(port);
			problem = null;
		} catch (error) {
			if (error instanceof AppError && http.address() === null) problem = error.message;
			throw error;
		} finally {
			await tell();
		}
	};
	return {
		listening: () => ({ address: http.address(), problem }),
		listen,
		tryToListen: async (port) => {
			await listen(port).catch((error: unknown) => {
				if (!(error instanceof AppError)) throw error;
			});
		},
		close: async () => {
			await removeServerFile(dataDir, token);
			await http.close();
		},
	};
};
