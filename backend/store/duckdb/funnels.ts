import { AppError } from "../../contract/errors.js";
import type { SavedFunnel } from "../../contract/funnels.js";
import { openGate } from "../gate.js";
import type { FunnelStore } from "../ports.js";
import type { Database, Link } from "./database.js";

export const openFunnels = (database: Database): FunnelStore => {
	const gate = openGate(1);
	return {
		saveFunnel: (funnel) => gate.enter(() => database.use((link) => link.transaction(() => put(link, funnel)))),
		funnels: async () =>
			(await database.use((link) => link.rows("SELECT body FROM funnels ORDER BY name_key, id"))).map(({ body }) => read(body)),
		funnel: async (id) => {
			const [row] = await database.use((link) => link.rows("SELECT body FROM funnels WHERE id = $id", { id }));
			return row ? read(row["body"]) : null;
		},
		removeFunnel: (id) =>
			gate.enter(async () => (await database.use((link) => link.exec("DELETE FROM funnels WHERE id = $id", { id }))) > 0),
	};
};

const read = (body: unknown): SavedFunnel => JSON.parse(String(body)) as SavedFunnel;

const put = async (link: Link, funnel: SavedFunnel): Promise<void> => {
	const name = funnel.name.toLowerCase();
	const taken = await link.rows("SELECT 1 AS one FROM funnels WHERE name_key = $name AND id <> $id", { name, id: funnel.id });
	if (taken.length > 0) {
		throw new AppError("conflict", `There is a saved funnel "${funnel.name}" already. Choose another name, or delete that one first.`, {
			path: "name",
		});
	}
	await link.exec("DELETE FROM funnels WHERE id = $id", { id: funnel.id });
	await link.exec("INSERT INTO funnels (id, name_key, body) VALUES ($id, $name, $body)", {
		id: funnel.id,
		name,
		body: JSON.stringify(funnel),
	});
};
