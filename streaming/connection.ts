import { readFile } from "node:fs/promises";
import { Kafka, type KafkaConfig, type logCreator, logLevel } from "kafkajs";
import { AppError } from "../backend/contract/errors.js";

/** How to reach a Kafka. Holds a password: never logged, never sent. */
export interface KafkaSettings {
	readonly brokers: readonly string[];
	/** Null: as plain TCP. */
	readonly tls: { /** A PEM file of whom to trust; null: whom Node trusts. */ readonly caFile: string | null } | null;
	readonly sasl: {
		readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
		readonly username: string;
		readonly password: string;
	} | null;
}

/** Tells what happened to whom it concerns; the details are of ours and hold no secret. */
export type Tell = (message: string, details: Readonly<Record<string, unknown>>) => void;

/** Bounds of every wait, ms. */
const bounds = { connectionTimeout: 5_000, authenticationTimeout: 5_000, requestTimeout: 20_000, enforceRequestTimeout: true } as const;

const trusted = async ({ tls }: KafkaSettings): Promise<Pick<KafkaConfig, "ssl">> => {
	if (tls === null) return {};
	if (tls.caFile === null) return { ssl: true };
	try {
		return { ssl: { ca: [await readFile(tls.caFile, "utf8")] } };
	} catch {
		throw new AppError("invalid", `KAFKA_TLS_CA names ${tls.caFile}, which cannot be read. Name a PEM file with the certificate to trust.`);
	}
};

/** kafkajs tells each retry as an error: what matters reaches us as a failure, and is told once. */
const silent: logCreator = () => () => undefined;

export const openKafka = async (settings: KafkaSettings, clientId: string): Promise<Kafka> =>
	new Kafka({
		clientId,
		brokers: [...settings.brokers],
		...(await trusted(settings)),
		...(settings.sasl === null ? {} : { sasl: settings.sasl as NonNullable<KafkaConfig["sasl"]> }),
		...bounds,
		retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 },
		logLevel: logLevel.NOTHING,
		logCreator: silent,
	});

/** Why Kafka cannot be worked with, for people, and what is `next`. The driver's own words name brokers and errors of the protocol, never credentials. */
export const problemOf = (error: unknown, { brokers }: KafkaSettings, next = "It is tried again."): string => {
	const cause = error instanceof Error ? error.cause : undefined;
	for (const one of [error, cause]) if (one instanceof AppError) return one.message;
	const { name = "", message = String(error) } = error instanceof Error ? error : {};
	if (name === "KafkaJSSASLAuthenticationError")
		return `Kafka (${brokers.join(", ")}) refused the credentials. Mend KAFKA_USERNAME, KAFKA_PASSWORD or KAFKA_SASL.`;
	return `Kafka (${brokers.join(", ")}) cannot be used: ${message.slice(0, 300).replace(/\.$/, "")}. ${next}`;
};

/** Resolves when the work does, or when the time is up: a broker that is away keeps nobody from ending. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms);
	});
	await Promise.race([work.catch(() => undefined), late]); // Only ever of what is given up.
	clearTimeout(timer);
};

/** A wait that an abort ends. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const timer = setTimeout(done, ms);
		function done(): void {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		}
		signal.addEventListener("abort", done, { once: true });
	});
