import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "./contract/errors.js";

const flag = z
	.enum(["0", "1", "false", "true", ""])
	.default("")
	.transform((text) => text === "1" || text === "true");

/** Every environment variable the product reads, here and nowhere else. */
const environment = z.object({
	PORT: z
		.string()
		.regex(/^\d{1,5}$/, "is a port number")
		.default("8000")
		.transform(Number)
		.pipe(z.int().min(0).max(65_535)),
	HOST: z.string().min(1).default("127.0.0.1"),
	DATA_DIR: z.string().min(1).optional(),
	/** Believe X-Forwarded-For and X-Forwarded-Proto of a reverse proxy on loopback. */
	TRUST_PROXY: flag,
	/** Host names, comma separated, under which a server that is not on loopback may be reached. */
	ALLOWED_HOSTS: z.string().default(""),
	LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
	/** Life of a log-in, in seconds. */
	SESSION_TTL: z
		.string()
		.regex(/^\d{2,9}$/, "is a number of seconds")
		.default("86400")
		.transform(Number),
});

export interface Config {
	readonly port: number;
	readonly host: string;
	readonly dataDir: string;
	readonly trustProxy: boolean;
	readonly allowedHosts: readonly string[];
	readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
	readonly sessionTtlMs: number;
}

/** The user's data folder of this system, as the desktop window would choose it too. */
const defaultDataDir = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string => {
	const name = "Clickstream Console";
	if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), name);
	if (platform === "darwin") return join(homedir(), "Library", "Application Support", name);
	return join(env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), name);
};

/** What a user of the desktop window chose there; the environment has the last word. */
export interface Chosen {
	readonly port?: number | undefined;
	readonly dataDir?: string | undefined;
}

const asVariables = ({ port, dataDir }: Chosen): NodeJS.ProcessEnv => ({
	...(port === undefined ? {} : { PORT: String(port) }),
	...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
});

/** Reads the environment once. Throws AppError `invalid`, with every fault, when a variable is wrong. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env, chosen: Chosen = {}): Config => {
	const read = environment.safeParse({ ...asVariables(chosen), ...env });
	if (!read.success) {
		const faults = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
		throw new AppError("invalid", `The environment is not right: ${faults.join("; ")}. Mend that, then start again.`);
	}
	const { PORT, HOST, DATA_DIR, TRUST_PROXY, ALLOWED_HOSTS, LOG_LEVEL, SESSION_TTL } = read.data;
	return Object.freeze({
		port: PORT,
		host: HOST,
		dataDir: DATA_DIR ?? defaultDataDir(process.platform, env),
		trustProxy: TRUST_PROXY,
		allowedHosts: Object.freeze(
			ALLOWED_HOSTS.split(",")
				.map((host) => host.trim())
				.filter(Boolean),
		),
		logLevel: LOG_LEVEL,
		sessionTtlMs: SESSION_TTL * 1000,
	});
};
