import { randomBytes } from "node:crypto";
import type { Db } from "mongodb";
import { type Settings, settings as settingsSchema } from "../../contract/system.js";
import type { SettingsStore } from "../ports.js";
import { isDuplicate } from "./failures.js";

interface SettingDocument {
	readonly _id: string;
	readonly value: unknown;
}

const defaults: Settings = { shop_name: "Your shop", time_zone: "UTC", currency: null };
const names = Object.keys(defaults) as (keyof Settings)[];

const collectionOf = (db: Db) => db.collection<SettingDocument>("settings");

const stored = async (db: Db): Promise<Settings> => {
	const found = await collectionOf(db)
		.find({ _id: { $in: [...names] } })
		.toArray();
	return settingsSchema.parse({ ...defaults, ...Object.fromEntries(found.map(({ _id, value }) => [_id, value])) });
};

/** Of consoles that race the first one's stays. */
const secretOf = async (db: Db): Promise<string> => {
	const made = { $setOnInsert: { value: randomBytes(32).toString("hex") } };
	const options = { upsert: true, returnDocument: "after" } as const;
	const take = () => collectionOf(db).findOneAndUpdate({ _id: "secret" }, made, options);
	const found = await take().catch((error: unknown) => (isDuplicate(error) ? take() : Promise.reject(error as Error)));
	return String(found?.value);
};

export const openSettings = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): SettingsStore => ({
	settings: () => use(stored),
	changeSettings: (change) =>
		use(async (db) => {
			const changed = names.filter((name) => change[name] !== undefined);
			for (const name of changed) await collectionOf(db).updateOne({ _id: name }, { $set: { value: change[name] } }, { upsert: true });
			return stored(db);
		}),
	secret: async () => Buffer.from(await use(secretOf), "hex"),
});
