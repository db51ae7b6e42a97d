import { randomUUID } from "node:crypto";
import { type Db, type MongoClient, MongoServerError, MongoServerSelectionError } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { Trial } from "../../contract/storage.js";
import { oldestVersion, openClient, whereOf } from "./connection.js";
import { oldVersion, translate } from "./failures.js";

const refused = (message: string, reason: string): AppError => new AppError("store_unavailable", message, { reason });

/** What the system said of the first server that was tried. */
const codeOf = (error: unknown): string => {
	if (!(error instanceof MongoServerSelectionError)) return "";
	const servers = [...((error.reason as { servers?: Map<string, { error?: unknown }> } | undefined)?.servers?.values() ?? [])];
	for (let cause: unknown = servers.find((server) => server.error)?.error; cause instanceof Error; cause = cause.cause) {
		const { code } = cause as NodeJS.ErrnoException;
		if (typeof code === "string") return code;
	}
	return "";
};

const inWords: Readonly<Record<string, string>> = {
	ECONNREFUSED: "is reached, but nothing listens on that port. See that the server runs, and that the port is right",
	ENOTFOUND: "is no host that is known. See that the name is written right",
	EAI_AGAIN: "is no host that is known just now. See that the name is written right and that the network is there",
	ETIMEDOUT: "did not answer in time. See that no firewall stands in between",
	EHOSTUNREACH: "cannot be reached over the network. See that no firewall stands in between",
	ECONNRESET: "ends the connection. It may want TLS: add tls=true to the address",
};

const explained = (error: unknown, where: string): unknown => {
	const code = codeOf(error);
	const words = inWords[code];
	if (words !== undefined) return refused(`${where}: this ${words}. Nothing was changed.`, code.toLowerCase());
	if (/certificate|self.signed|SSL|TLS/i.test(code))
		return refused(`${where}: its certificate is not trusted (${code}). Nothing was changed.`, "tls");
	return translate(error, where);
};

const pings = 5;

const latency = async (db: Db): Promise<number> => {
	const times: number[] = [];
	for (let ping = 0; ping < pings; ping++) {
		const began = performance.now();
		await db.command({ ping: 1 });
		times.push(performance.now() - began);
	}
	return Math.round((times.sort((a, b) => a - b)[Math.floor(pings / 2)] ?? 0) * 10) / 10;
};

/** Each right is tried on a collection of its own that is gone afterwards; the server's own word for them differs from product to product. */
const rightsOf = async (db: Db): Promise<Trial["rights"]> => {
	const own = db.collection<{ _id: string; n?: number }>(`connection_test_${randomUUID().slice(0, 8)}`);
	const attempts: readonly (readonly [string, () => Promise<unknown>])[] = [
		["read", () => db.collection("events").findOne({}, { projection: { _id: 1 } })],
		["make collections", () => db.createCollection(own.collectionName)],
		["make indexes", () => own.createIndex({ n: 1 })],
		["write", () => own.insertOne({ _id: "a", n: 1 })],
		["change", () => own.updateOne({ _id: "a" }, { $set: { n: 2 } })],
		["delete", () => own.deleteOne({ _id: "a" })],
		["remove collections", () => own.drop()],
	];
	const rights = [];
	for (const [right, attempt] of attempts) {
		const granted = await attempt().then(
			() => true,
			(error: unknown) => {
				if (error instanceof MongoServerError && (error.code === 13 || error.code === 8000)) return false;
				throw error;
			},
		);
		rights.push({ right, granted });
	}
	return rights;
};

const collectionsOf = async (db: Db): Promise<Trial["collections"]> => {
	const names = (await db.listCollections({}, { nameOnly: true }).toArray())
		.map(({ name }) => name)
		.filter((name) => !name.startsWith("system."));
	const counted = [];
	for (const name of names.sort()) counted.push({ name, documents: await db.collection(name).estimatedDocumentCount() });
	return counted;
};

const holdsOf = async (db: Db, collections: Trial["collections"]): Promise<Trial["holds"]> => {
	if (collections.some(({ name }) => name === "ledger")) return "ours";
	if (collections.every(({ documents }) => documents === 0)) return "nothing";
	const old = await db.collection("events").findOne({ changed: { $exists: false } }, { projection: { _id: 1 } });
	return old ? "predecessor" : "other";
};

const topologyOf = async (db: Db): Promise<Trial["topology"]> => {
	const { setName, msg } = (await db.command({ hello: 1 })) as { setName?: string; msg?: string };
	if (msg === "isdbgrid") return "sharded";
	return setName === undefined ? "standalone" : "replica set";
};

const look = async (client: MongoClient, database: string, where: string): Promise<Trial> => {
	const db = client.db(database);
	const { version } = (await db.admin().command({ buildInfo: 1 })) as unknown as { version: string };
	if (Number.parseInt(version, 10) < oldestVersion) throw oldVersion(where, version);
	const collections = await collectionsOf(db);
	return {
		where,
		version,
		topology: await topologyOf(db),
		latency_ms: await latency(db),
		rights: await rightsOf(db),
		collections,
		holds: await holdsOf(db, collections),
	};
};

/**
 * Asks a server what it is and what may be done there. What is tried is removed again. Rejects with AppError `invalid` for an address that is
 * none, with `store_unavailable` and details.reason for a server that cannot be used; credentials are in none of the texts.
 */
export const tryMongo = async ({ uri, database }: { readonly uri: string; readonly database: string }): Promise<Trial> => {
	const client = openClient(uri);
	const where = whereOf(client, database);
	try {
		return await look(await client.connect(), database, where);
	} catch (error) {
		throw explained(error, where);
	} finally {
		await client.close(true);
	}
};
