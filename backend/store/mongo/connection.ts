import { type Db, MongoClient, type MongoClientOptions } from "mongodb";
import { AppError } from "../../contract/errors.js";
import { closed, isOutage, oldVersion, outageOf, translate, unreachable } from "./failures.js";

export interface Connection {
	/** Hosts and database, without credentials: for messages. */
	readonly where: string;
	/** Runs `work` on the database. Rejects at once while the server is known to be away; failures are of the closed set where they are known. */
	use<T>(work: (db: Db) => Promise<T>): Promise<T>;
	/** Why nothing can be done just now, for people; null when all is well. */
	problem(): string | null;
	/** Ends what runs. Later calls reject. */
	close(): Promise<void>;
}

export interface ConnectionOptions {
	/** As MongoDB's drivers take it; credentials in it are told to nobody. */
	readonly uri: string;
	readonly database: string;
	/** Runs each time the server is there again, before any other work. */
	readonly prepare: (db: Db) => Promise<void>;
	readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Bounds of every wait, ms. */
const bounds = {
	serverSelectionTimeoutMS: 3_000,
	connectTimeoutMS: 5_000,
	socketTimeoutMS: 30_000,
	waitQueueTimeoutMS: 10_000,
	heartbeatFrequencyMS: 5_000,
} as const satisfies MongoClientOptions;

/** Waits between two attempts to find the server, ms. */
const firstWait = 500;
const longestWait = 10_000;

/** Major version. */
export const oldestVersion = 6;

/** Not connected yet. Throws AppError `invalid` for a connection string that is none. */
export const openClient = (uri: string): MongoClient => {
	try {
		return new MongoClient(uri, {
			...bounds,
			appName: "clickstream-console",
			ignoreUndefined: true,
			maxPoolSize: 16,
			readConcern: { level: "local" },
			readPreference: "primary",
		});
	} catch {
		// Nothing is done here but reading the string, and what the driver says of it may hold the password.
		throw new AppError(
			"invalid",
			"That is not a connection string of MongoDB, such as mongodb://127.0.0.1:27017. Mend it (or MONGO_URI, where it comes from there), then try again.",
		);
	}
};

/** Hosts and database, without credentials. */
export const whereOf = (client: MongoClient, database: string): string =>
	`${client.options.srvHost ?? client.options.hosts.map(String).join(", ")}, database ${database}`;

/**
 * Acknowledged is what a majority has in its journal, or where the server stands alone, its own journal. There `majority` is not asked
 * for: it says nothing more, and an engine that has no replication at all (9.0 alpha, embedded) then answers before the journal is written.
 */
const durable = async (client: MongoClient, database: string): Promise<Db> => {
	const { setName, msg } = (await client.db(database).command({ hello: 1 })) as { setName?: string; msg?: string };
	const alone = setName === undefined && msg !== "isdbgrid";
	return client.db(database, { writeConcern: alone ? { w: 1, journal: true } : { w: "majority", journal: true, wtimeoutMS: 20_000 } });
};

const checkVersion = async (db: Db, where: string): Promise<void> => {
	const { version } = (await db.admin().command({ buildInfo: 1 })) as unknown as { version: string };
	if (Number.parseInt(version, 10) < oldestVersion) throw oldVersion(where, version);
};

type State = { readonly is: "up" } | { readonly is: "down"; readonly error: AppError } | { readonly is: "closed" };

/**
 * Looks for the server in the background, for ever, with growing waits: at first, and again whenever work finds it gone. Never rejects
 * for a server that is away; throws AppError `invalid` for a connection string that is none.
 */
export const openConnection = ({ uri, database, prepare, log }: ConnectionOptions): Connection => {
	const client = openClient(uri);
	const where = whereOf(client, database);
	let db = client.db(database);
	let state: State = { is: "down", error: unreachable(where) };
	/** Why it is down, as the log has it already. */
	let told: unknown = null;
	let timer: NodeJS.Timeout | null = null;
	let attempt: Promise<void> = Promise.resolve();

	const lose = (error: AppError): void => {
		if (state.is === "closed") return;
		const { reason } = error.details;
		if (told !== reason) log("MongoDB cannot be used; it is looked for until it can", { where, reason });
		told = reason;
		const wasUp = state.is === "up";
		state = { is: "down", error };
		if (wasUp) seek(firstWait);
	};
	const look = async (wait: number): Promise<void> => {
		try {
			await client.connect(); // Whose topology is closed for good after a failure, if it is not told to connect again.
			db = await durable(client, database);
			await checkVersion(db, where);
			await prepare(db);
			if (state.is === "down") state = { is: "up" };
			told = null;
		} catch (error) {
			const known = translate(error, where);
			lose(outageOf(known, where));
			if (!isOutage(known)) log("MongoDB could not be made ready", { where, err: known });
			if (state.is === "down") seek(Math.min(longestWait, wait * 2));
		}
	};
	const seek = (wait: number): void => {
		if (timer) clearTimeout(timer);
		timer = setTimeout(() => {
			attempt = look(wait);
		}, wait).unref();
	};
	let first: Promise<void> | null = look(firstWait).finally(() => {
		first = null;
	});
	return {
		where,
		use: async (work) => {
			if (first) await first;
			if (state.is === "closed") throw closed();
			if (state.is === "down") throw state.error;
			try {
				return await work(db);
			} catch (error) {
				if ((state as State).is === "closed") throw closed();
				const known = translate(error, where);
				if (isOutage(known)) lose(known);
				throw known;
			}
		},
		problem: () => (state.is === "down" && !first ? state.error.message : null),
		close: async () => {
			if (state.is === "closed") return;
			state = { is: "closed" };
			if (timer) clearTimeout(timer);
			await client.close(true);
			await attempt;
		},
	};
};
