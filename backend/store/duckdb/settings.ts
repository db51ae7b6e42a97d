import { randomBytes } from "node:crypto";
import { type Settings, settings as settingsSchema } from "../../contract/system.js";
import { openGate } from "../gate.js";
import type { SettingsStore } from "../ports.js";
import type { Database, Link } from "./database.js";

const defaults: Settings = { shop_name: "Your shop", time_zone: "UTC", currency: null };

const stored = async (link: Link): Promise<Settings> => {
	const rows = await link.rows("SELECT name, value FROM settings WHERE name <> 'secret'");
	return settingsSchema.parse({ ...defaults, ...Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(String(value))])) });
};

const put = async (link: Link, name: string, value: string): Promise<void> => {
	await link.exec("DELETE FROM settings WHERE name = $name", { name });
	await link.exec("INSERT INTO settings VALUES ($name, $value)", { name, value });
};

const secretOf = async (link: Link): Promise<string> => {
	const [row] = await link.rows("SELECT value FROM settings WHERE name = 'secret'");
	if (row) return String(row["value"]);
	const made = randomBytes(32).toString("hex");
	await put(link, "secret", made);
	return made;
};

export const openSettings = (database: Database): SettingsStore => {
	const gate = openGate(1);
	return {
		settings: () => database.use(stored),
		changeSettings: (change) =>
			gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						const names = Object.keys(defaults) as (keyof Settings)[];
						for (const name of names) if (change[name] !== undefined) await put(link, name, JSON.stringify(change[name]));
						return stored(link);
					}),
				),
			),
		secret: async () => Buffer.from(await gate.enter(() => database.use((link) => link.transaction(() => secretOf(link)))), "hex"),
	};
};
