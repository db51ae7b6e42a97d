import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka as Client, logLevel, ResourcePatternTypes } from "kafkajs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import { type Kafka, startKafka } from "../../scripts/services/kafka.js";
import { freePort } from "../../scripts/services/program.js";
import { run } from "../../scripts/services/run.js";
import { openAggregator } from "../../streaming/aggregator.js";
import type { KafkaSettings } from "../../streaming/connection.js";
import { openForwarder } from "../../streaming/forwarder.js";
import { event } from "../builders/event.js";
import { until } from "./traffic.js";

const storePassword = "of-the-key-store";
const [admin, app] = [
	{ username: "admin", password: "word-of-the-admin" },
	{ username: "app", password: "word-of-the-app" },
];

let folder: string;
let kafka: Kafka;
let store: DuckStore;
/** Of the broker's ways in: TLS and SASL, SASL alone, TLS alone. */
let ports: Readonly<Record<"clients" | "sasl" | "tls", number>>;

const keytool = async (...args: string[]): Promise<void> => {
	const done = await run("keytool", args, { cwd: folder, limitMs: 60_000 });
	if (done.code !== 0) throw new Error(done.output);
};

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-kafka-secure-"));
	const keys = ["-alias", "kafka", "-keystore", "keys.p12", "-storepass", storePassword];
	await keytool("-genkeypair", ...keys, "-storetype", "PKCS12", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "SAN=IP:127.0.0.1");
	await keytool("-exportcert", "-rfc", ...keys, "-file", "kafka.pem");
	const [clients, sasl, tls, controller] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
	ports = { clients, sasl, tls };
	const ways = Object.entries(ports).map(([name, port]) => `${name.toUpperCase()}://127.0.0.1:${port}`);
	const login = `org.apache.kafka.common.security.plain.PlainLoginModule required username="${admin?.username}" password="${admin?.password}" user_admin="${admin?.password}" user_app="${app?.password}";`;
	kafka = await startKafka(join(folder, "kafka"), {
		port: clients,
		properties: {
			listeners: [...ways, `CONTROLLER://127.0.0.1:${controller}`].join(","),
			"advertised.listeners": ways.join(","),
			"controller.quorum.voters": `1@127.0.0.1:${controller}`,
			"listener.security.protocol.map": "CLIENTS:SASL_SSL,SASL:SASL_PLAINTEXT,TLS:SSL,CONTROLLER:PLAINTEXT",
			"ssl.keystore.location": join(folder, "keys.p12"),
			"ssl.keystore.type": "PKCS12",
			"ssl.keystore.password": storePassword,
			"ssl.truststore.location": join(folder, "kafka.pem"),
			"ssl.truststore.type": "PEM",
			"sasl.enabled.mechanisms": "PLAIN",
			"sasl.mechanism.inter.broker.protocol": "PLAIN",
			"listener.name.clients.plain.sasl.jaas.config": login,
			"listener.name.sasl.plain.sasl.jaas.config": login,
			"authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
			"super.users": "User:admin;User:ANONYMOUS",
		},
	});
	store = await openDuckStore({ path: ":memory:" });
	await store.append([event({ eventId: "a" }), event({ eventId: "b" })]);
});
afterAll(async () => {
	await store.close();
	await kafka.stop();
	await rm(folder, { recursive: true, force: true });
});

const settings = (sasl: Partial<KafkaSettings["sasl"]> = {}): KafkaSettings => ({
	brokers: [kafka.brokers],
	tls: { caFile: join(folder, "kafka.pem") },
	sasl: { mechanism: "plain", username: "app", password: app?.password ?? "", ...sasl },
});

/** Forwards with these settings until it is as asked; what it told by then. */
const forwardUntil = async (kafkaSettings: KafkaSettings, holds: (problem: string | null, sent: number) => boolean) => {
	const told: string[] = [];
	const tell = (message: string, details: object) => void told.push(`${message} ${JSON.stringify(details)}`);
	const forwarder = openForwarder({ store, kafka: kafkaSettings, topic: "guarded", now: Date.now, tell });
	const status = await until(
		async () => forwarder.status(),
		({ problem, sent }) => holds(problem, sent),
		60_000,
	);
	await forwarder.close();
	return { status, told: told.join("\n") };
};

const asAdmin = async () =>
	new Client({
		brokers: [kafka.brokers],
		ssl: { ca: [await readFile(join(folder, "kafka.pem"), "utf8")] },
		sasl: { mechanism: "plain", username: "admin", password: admin?.password ?? "" },
		logLevel: logLevel.NOTHING,
	}).admin();

it("over TLS and SASL: a wrong password and a missing right are told without the password, and it goes on once they are mended", {
	timeout: 200_000,
}, async () => {
	const wrong = await forwardUntil(settings({ password: "not-the-word" }), (problem) => problem !== null);
	expect(wrong.status.problem).toContain("refused the credentials");
	expect(wrong.told + wrong.status.problem).not.toContain("not-the-word");

	const untrusted = await forwardUntil({ ...settings(), tls: { caFile: null } }, (problem) => problem !== null);
	expect(untrusted.status.problem).toMatch(/self-signed|certificate/i);

	const refused = await forwardUntil(settings(), (problem) => problem !== null);
	expect(refused.status.problem).toMatch(/Kafka has no topic guarded, and it could not be made.*KAFKA_TOPIC/s);
	expect(refused.status.lag_events, "it is told how far it is behind").toBe(2);

	const rights = await asAdmin();
	await rights.connect();
	await rights.createTopics({ topics: [{ topic: "guarded", numPartitions: 2 }], waitForLeaders: true });
	const allow = (resourceType: AclResourceTypes, resourceName: string, operation: AclOperationTypes) => ({
		resourceType,
		resourceName,
		resourcePatternType: ResourcePatternTypes.LITERAL,
		principal: "User:app",
		host: "*",
		operation,
		permissionType: AclPermissionTypes.ALLOW,
	});
	await rights.createAcls({ acl: [allow(AclResourceTypes.TOPIC, "guarded", AclOperationTypes.WRITE)] });
	const done = await forwardUntil(settings(), (_, sent) => sent === 2);
	expect(done.status).toMatchObject({ state: "forwarding", problem: null, sent: 2, lag_events: 0 });

	const ends = await rights.fetchTopicOffsets("guarded");
	expect(ends.reduce((sum, { high }) => sum + Number(high), 0)).toBe(2);

	await rights.alterConfigs({
		validateOnly: false,
		resources: [{ type: 2, name: "guarded", configEntries: [{ name: "cleanup.policy", value: "compact" }] }],
	});
	await rights.createAcls({ acl: [allow(AclResourceTypes.TOPIC, "guarded", AclOperationTypes.DESCRIBE_CONFIGS)] });
	const compacted = await forwardUntil(settings(), (problem) => problem !== null);
	expect(compacted.status.problem).toContain("cleanup.policy=compact");
	await rights.disconnect();
});

it.each([
	["TLS and SASL", "clients", true, true],
	["SASL alone", "sasl", false, true],
	["TLS alone", "tls", true, false],
] as const)("by %s events are forwarded, and counted from the topic once each", { timeout: 60_000 }, async (_, way, tls, sasl) => {
	const kafkaSettings: KafkaSettings = {
		brokers: [`127.0.0.1:${ports[way]}`],
		tls: tls ? { caFile: join(folder, "kafka.pem") } : null,
		sasl: sasl ? { mechanism: "plain", username: "admin", password: admin?.password ?? "" } : null,
	};
	const own = await openDuckStore({ path: ":memory:" });
	await own.claimAggregates("consumer");
	await own.append([event({ eventId: "a" }), event({ eventId: "b" }), event({ eventId: "c" })]);
	const shared = { store: own, kafka: kafkaSettings, topic: `by-${way}`, now: Date.now, tell: () => undefined };
	const forwarder = openForwarder(shared);
	await until(
		async () => forwarder.status(),
		({ sent }) => sent === 3,
		30_000,
	);
	const consumer = openAggregator({ ...shared, group: `by-${way}`, latenessMs: 600_000 });
	try {
		const status = await until(
			async () => consumer.status(),
			({ counted, state }) => counted >= 3 && state === "counting",
			30_000,
		);
		expect(status).toMatchObject({ problem: null, counted: 3, repeats: 0, lag_messages: 0 });
	} finally {
		await Promise.all([consumer.close(), forwarder.close()]);
		await own.close();
	}
});
