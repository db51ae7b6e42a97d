import { z } from "zod";
import { AppError } from "./contract/errors.js";
import { type AggregateOwner, aggregateOwners } from "./contract/metrics.js";
import { defaultDataDir } from "./early-config.js";
import { isSparkPlace, type SparkConfig, sparkOf } from "./spark-config.js";

const flag = z
	.enum(["0", "1", "false", "true", ""])
	.default("")
	.transform((text) => text === "1" || text === "true");

/** Never part of a message: zod tells the rule that failed, not the value. */
const secret = (least: number) =>
	z
		.string()
		.transform((text) => text.trim() || null)
		.refine((text) => text === null || text.length >= least, `has at least ${least} characters`)
		.nullable()
		.default(null);

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

const isSafePlace = (text: string): boolean => {
	const url = URL.canParse(text) ? new URL(text) : null;
	return url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname.replace(/^\[|\]$/g, "")));
};

/** A key goes to it, so it is https, or on this computer. The predecessor named the completions themselves; both are taken. */
const endpoint = z
	.string()
	.default("https://openrouter.ai/api/v1")
	.transform((text) =>
		text
			.trim()
			.replace(/\/+$/, "")
			.replace(/\/chat\/completions$/, ""),
	)
	.refine((text) => isSafePlace(text), "is an https address, or one of this computer");

const place = z
	.string()
	.transform((text) => text.trim() || null)
	.refine((text) => text === null || isSafePlace(text), "is an https address, or one of this computer")
	.nullable()
	.default(null);

const list = (text: string): readonly string[] =>
	Object.freeze(
		text
			.split(",")
			.map((part) => part.trim())
			.filter(Boolean),
	);

const isBroker = (text: string): boolean => /^(?:\[[0-9a-fA-F:]+\]|[^\s:/@[\]]+):\d{1,5}$/.test(text);

/** Every environment variable the product reads, here and nowhere else but in early-config.ts, which reads two of them beforehand. */
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
	/** The demo shop and sign-up of its customers; on when missing, but off where HOST is not loopback. */
	SHOP: z.enum(["on", "off", ""]).default(""),
	/** Asked for the newest version, only when its user says so. Answers as GitHub's releases/latest does. */
	RELEASES_URL: place,
	LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
	/** Life of a log-in, in seconds. */
	SESSION_TTL: z
		.string()
		.regex(/^\d{2,9}$/, "is a number of seconds")
		.default("86400")
		.transform(Number),
	/** A shared store in place of the embedded one. May hold a password: never part of a message. */
	MONGO_URI: secret(1).refine((text) => text === null || /^mongodb(?:\+srv)?:\/\/./.test(text), "begins with mongodb:// or mongodb+srv://"),
	MONGO_DB: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,63}$/, "is a name of letters, digits, _ and -")
		.default("clickstream"),
	/** Who keeps the minute aggregates; exactly one may, and the store records it. */
	AGGREGATES: z.enum(aggregateOwners, `is one of ${aggregateOwners.join(", ")}`).default("ingest"),
	/** Kafka's addresses, comma separated; empty: nothing is forwarded. */
	KAFKA_BROKERS: z
		.string()
		.default("")
		.refine((text) => list(text).every(isBroker), "is a list of HOST:PORT, comma separated"),
	KAFKA_TOPIC: z
		.string()
		.regex(/^[A-Za-z0-9._-]{1,249}$/, "is a topic's name: letters, digits, dots, _ and -")
		.default("clickstream.events"),
	/** The consumer's group. */
	KAFKA_GROUP: z.string().min(1).max(200).default("clickstream-aggregates"),
	KAFKA_TLS: flag,
	/** A PEM file of whom to trust, where Kafka's certificate is none that Node trusts. */
	KAFKA_TLS_CA: z.string().default(""),
	KAFKA_SASL: z.enum(["plain", "scram-sha-256", "scram-sha-512", ""]).default(""),
	KAFKA_USERNAME: z.string().default(""),
	KAFKA_PASSWORD: secret(1),
	/** Seconds: so long after it was received a message may come again and is told to be a repeat. */
	KAFKA_LATENESS: z
		.string()
		.regex(/^\d{1,5}$/, "is a number of seconds, 86400 at most")
		.default("600")
		.transform(Number)
		.pipe(z.int().min(60).max(86_400)),
	/** Where the consumer runs when it keeps the aggregates: in the server, or as `npm run stream`. */
	KAFKA_CONSUMER: z.enum(["server", "command"]).default("server"),
	/** Analyses run on Spark unless one says otherwise. */
	USE_SPARK: flag,
	/** Where Spark computes: local[*] for this computer's cores, else a cluster's address. */
	SPARK_MASTER: z
		.string()
		.regex(/^(?:local(?:\[[\d*,]+\])?|(?:spark|k8s):\/\/\S+|yarn)$/, "is local[*], spark://HOST:PORT, k8s://… or yarn")
		.default("local[*]"),
	/** A Python 3 that has pyspark. */
	SPARK_PYTHON: z.string().min(1).default("python3"),
	/** For the events that Spark reads: a folder that every machine of the cluster sees, or a bucket; in the data folder when missing. */
	SPARK_DATA: z.string().min(1).refine(isSparkPlace, "is a folder, or a bucket such as s3://bucket/prefix").optional(),
	/** Files of Spark's way to S3, comma separated; Spark gets them from Maven Central when there are none. */
	SPARK_S3_JARS: z
		.string()
		.transform((text) => text.trim() || null)
		.nullable()
		.default(null),
	/** Read where SPARK_DATA names a bucket. Never logged. */
	AWS_ACCESS_KEY_ID: secret(1),
	AWS_SECRET_ACCESS_KEY: secret(1),
	AWS_SESSION_TOKEN: secret(1),
	AWS_REGION: z.string().default(""),
	/** Of a service other than AWS; the first has the last word. */
	AWS_ENDPOINT_URL_S3: z.string().default(""),
	AWS_ENDPOINT_URL: z.string().default(""),
	/** Where the counting job keeps how far it came; beside the events that Spark reads when missing. */
	SPARK_CHECKPOINT: z.string().min(1).optional(),
	/** Jars of Spark's Kafka source, comma separated; Spark gets them from Maven Central when there are none. */
	SPARK_JARS: z
		.string()
		.transform((text) => text.trim() || null)
		.nullable()
		.default(null),
	/** Seals the model keys of a server without a window. */
	SECRET_KEY: secret(16),
	/** Which keyring the window asks on Linux, where Electron does not find it by itself. */
	PASSWORD_STORE: z.enum(["gnome-libsecret", "kwallet", "kwallet5", "kwallet6", ""]).default(""),
	/** Used for every user without a key of their own; never stored. */
	OPENROUTER_API_KEY: secret(1),
	/** A management key: makes a key for a user's first run with insights. It cannot call models itself. */
	OPENROUTER_PROVISIONING_KEY: secret(1),
	OPENROUTER_ENDPOINT: endpoint,
	/** Models, comma separated: the first is asked, the others when it is down or refuses. */
	OPENROUTER_MODEL: z.string().default(""),
	/** How this program names itself to OpenRouter. */
	OPENROUTER_HTTP_REFERER: z.string().max(200).default(""),
	OPENROUTER_APP_TITLE: z.string().max(80).default("Clickstream Console"),
});

export interface Config {
	readonly port: number;
	readonly host: string;
	readonly dataDir: string;
	readonly trustProxy: boolean;
	readonly allowedHosts: readonly string[];
	/** The demo shop is open, and its customers may sign up. */
	readonly shop: boolean;
	/** Where the newest release is told; null where nobody is to be asked. */
	readonly releasesUrl: string | null;
	readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
	readonly sessionTtlMs: number;
	readonly passwordStore: string | null;
	/** The shared store; null for the embedded one. The uri may hold a password: never logged, never sent. */
	readonly mongo: { readonly uri: string; readonly database: string } | null;
	/** Who keeps the minute aggregates. */
	readonly aggregates: AggregateOwner;
	/** Of a shared store where its settings name none. */
	readonly mongoDatabase: string;
	readonly model: ModelConfig;
	/** Null: nothing is forwarded to Kafka, and nothing is read from there. */
	readonly kafka: StreamConfig | null;
	readonly spark: SparkConfig;
}

/** What the environment says of Kafka. Holds a password: never logged, never sent. */
export interface StreamConfig {
	readonly brokers: readonly string[];
	readonly tls: { readonly caFile: string | null } | null;
	readonly sasl: {
		readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
		readonly username: string;
		readonly password: string;
	} | null;
	readonly topic: string;
	readonly group: string;
	readonly latenessMs: number;
	readonly consumer: "server" | "command";
}

/** What the environment says of the language model. Holds secrets: never logged, never sent. */
export interface ModelConfig {
	readonly secretKey: string | null;
	readonly apiKey: string | null;
	readonly provisioningKey: string | null;
	/** Without a slash at its end. */
	readonly endpoint: string;
	/** Empty: those of the settings. */
	readonly models: readonly string[];
	readonly referer: string | null;
	readonly title: string;
}

/** What a user of the desktop window chose there; the environment has the last word. */
export interface Chosen {
	readonly port?: number | undefined;
	readonly dataDir?: string | undefined;
}

const asVariables = ({ port, dataDir }: Chosen): NodeJS.ProcessEnv => ({
	...(port === undefined ? {} : { PORT: String(port) }),
	...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
});

const modelOf = (variables: z.output<typeof environment>): ModelConfig =>
	Object.freeze({
		secretKey: variables.SECRET_KEY,
		apiKey: variables.OPENROUTER_API_KEY,
		provisioningKey: variables.OPENROUTER_PROVISIONING_KEY,
		endpoint: variables.OPENROUTER_ENDPOINT,
		models: list(variables.OPENROUTER_MODEL),
		referer: variables.OPENROUTER_HTTP_REFERER || null,
		title: variables.OPENROUTER_APP_TITLE,
	});

const streamOf = (variables: z.output<typeof environment>): StreamConfig | null => {
	const brokers = list(variables.KAFKA_BROKERS);
	if (brokers.length === 0) return null;
	const { KAFKA_SASL: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = variables;
	if (mechanism !== "" && (username === "" || password === null))
		throw new AppError("invalid", "KAFKA_SASL needs KAFKA_USERNAME and KAFKA_PASSWORD. Set them, then start again.");
	return Object.freeze({
		brokers,
		tls: variables.KAFKA_TLS ? { caFile: variables.KAFKA_TLS_CA || null } : null,
		sasl: mechanism === "" ? null : { mechanism, username, password: password as string },
		topic: variables.KAFKA_TOPIC,
		group: variables.KAFKA_GROUP,
		latenessMs: variables.KAFKA_LATENESS * 1000,
		consumer: variables.KAFKA_CONSUMER,
	});
};

/** Reads the environment once. Throws AppError `invalid`, with every fault, when a variable is wrong. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env, chosen: Chosen = {}): Config => {
	const read = environment.safeParse({ ...asVariables(chosen), ...env });
	if (!read.success) {
		const faults = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
		throw new AppError("invalid", `The environment is not right: ${faults.join("; ")}. Mend that, then start again.`);
	}
	const dataDir = read.data.DATA_DIR ?? defaultDataDir(process.platform, env);
	const { PORT, HOST, TRUST_PROXY, ALLOWED_HOSTS, SHOP, LOG_LEVEL, SESSION_TTL } = read.data;
	return Object.freeze({
		port: PORT,
		host: HOST,
		dataDir,
		trustProxy: TRUST_PROXY,
		allowedHosts: list(ALLOWED_HOSTS),
		shop: SHOP === "" ? isLoopback(HOST) : SHOP === "on",
		releasesUrl: read.data.RELEASES_URL,
		logLevel: LOG_LEVEL,
		sessionTtlMs: SESSION_TTL * 1000,
		mongo: read.data.MONGO_URI === null ? null : Object.freeze({ uri: read.data.MONGO_URI, database: read.data.MONGO_DB }),
		aggregates: read.data.AGGREGATES,
		mongoDatabase: read.data.MONGO_DB,
		passwordStore: read.data.PASSWORD_STORE || null,
		model: modelOf(read.data),
		kafka: streamOf(read.data),
		spark: sparkOf(read.data, dataDir),
	});
};
