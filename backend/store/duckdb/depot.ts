import { createHash } from "node:crypto";
import { type Depot, type HeldRecord, missingBackups, type RecordKind, type Unmoved } from "../depot-port.js";
import type { Link } from "./database.js";
import { heldEventsOf } from "./depot-events.js";
import { openDepotNoise } from "./depot-noise.js";
import { type Shelf, shelves } from "./depot-records.js";
import type { DuckStore } from "./open.js";

const whereOf = ({ where = "true" }: Shelf): string => where;

/** Settings of the language model are a table of their own here. */
const modelSettings = "SELECT body FROM model_settings";

const insert = async (link: Link, { table, numbered, write }: Shelf, record: HeldRecord): Promise<void> => {
	const params = write(record);
	const names = Object.keys(params);
	const number = { record_order: "stored", reject_order: "id" } as const;
	const columns = numbered ? [...names, number[numbered]] : names;
	const values = [...names.map((name) => `$${name}`), ...(numbered ? [`nextval('${numbered}')`] : [])];
	await link.exec(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${values.join(", ")})`, params);
};

const addSetting = async (link: Link, record: HeldRecord): Promise<void> => {
	if (record["name"] === "model") await link.exec("INSERT INTO model_settings VALUES ($body)", { body: JSON.stringify(record["value"]) });
	else await insert(link, shelves.settings, record);
};

const clear = async (link: Link, kind: RecordKind): Promise<void> => {
	const shelf = shelves[kind];
	await link.exec(`DELETE FROM ${shelf.table} WHERE ${whereOf(shelf)}`);
	if (kind === "settings") await link.exec("DELETE FROM model_settings");
};

/** All of an open embedded store. `close` is left to whoever opened it. */
export const openDuckDepot = (store: DuckStore, close: () => Promise<void>): Depot => {
	const { database, cleanupDir, kept, flag } = store;
	const { refuseUnderWay, missing, ...noise } = openDepotNoise({ database, kept, flag, cleanupDir });
	const count = async (sql: string): Promise<number> => Number((await database.use((link) => link.row(sql)))["n"]);
	const modelOf = async (): Promise<HeldRecord[]> =>
		(await database.use((link) => link.rows(modelSettings))).map(({ body }) => ({ name: "model", value: JSON.parse(String(body)) }));
	return {
		kind: "embedded",
		where: database.path,
		id: async () =>
			`embedded:${createHash("sha256")
				.update(await store.secret())
				.digest("hex")
				.slice(0, 24)}`,
		settle: async () => {
			await kept.fresh(() => Promise.resolve());
			await refuseUnderWay();
		},
		countEvents: () => count("SELECT count(*) AS n FROM events"),
		countForeign: async () => 0,
		countRecords: async (kind) =>
			(await count(`SELECT count(*) AS n FROM ${shelves[kind].table} WHERE ${whereOf(shelves[kind])}`)) +
			(kind === "settings" ? (await modelOf()).length : 0),
		readRecords: async function* (kind) {
			const shelf = shelves[kind];
			const sql = `SELECT * FROM ${shelf.table} WHERE ${whereOf(shelf)} ORDER BY ${shelf.order} LIMIT 500 OFFSET $offset`;
			for (let offset = 0; ; offset += 500) {
				const rows = await database.use((link) => link.rows(sql, { offset }));
				if (rows.length > 0) yield rows.map(shelf.read);
				if (rows.length < 500) break;
			}
			if (kind === "settings") yield await modelOf();
		},
		replaceRecords: (kind, batches) =>
			database.use((link) =>
				link.transaction(async () => {
					await clear(link, kind);
					for await (const batch of batches)
						for (const record of batch) await (kind === "settings" ? addSetting(link, record) : insert(link, shelves[kind], record));
				}),
			),
		readEvents: (after) => heldEventsOf(database, after),
		scanEvents: () => heldEventsOf(database, 0),
		addEvents: async (events) => {
			await store.append(events);
		},
		...noise,
		clearEvents: store.clear,
		note: async () => {
			const [row] = await database.use((link) => link.rows("SELECT value FROM settings WHERE name = 'move'"));
			return row ? (JSON.parse(String(row["value"])) as string) : null;
		},
		saveNote: (text) =>
			database.use((link) =>
				link.transaction(async () => {
					await link.exec("DELETE FROM settings WHERE name = 'move'");
					await link.exec("INSERT INTO settings VALUES ('move', $value)", { value: JSON.stringify(text) });
				}),
			),
		unmoved: async (): Promise<Unmoved[]> => {
			const gone = await missing();
			return gone === 0 ? [] : [{ what: missingBackups, count: gone }];
		},
		close,
	};
};
