import type { Db } from "mongodb";
import { AppError } from "../../contract/errors.js";
import type { SavedFunnel } from "../../contract/funnels.js";
import type { FunnelStore } from "../ports.js";
import { isDuplicate } from "./failures.js";

interface FunnelDocument {
	_id: string;
	/** In lower case: names are told apart by it. */
	name_key: string;
	/** JSON of the contract. */
	body: string;
}

const funnels = (db: Db) => db.collection<FunnelDocument>("funnels");

const read = ({ body }: FunnelDocument): SavedFunnel => JSON.parse(body) as SavedFunnel;

const taken = (name: string): AppError =>
	new AppError("conflict", `There is a saved funnel "${name}" already. Choose another name, or delete that one first.`, { path: "name" });

export const openFunnels = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): FunnelStore => ({
	saveFunnel: (funnel) =>
		use(async (db) => {
			const document = { name_key: funnel.name.toLowerCase(), body: JSON.stringify(funnel) };
			await funnels(db)
				.replaceOne({ _id: funnel.id }, document, { upsert: true })
				.catch((error: unknown) => {
					throw isDuplicate(error) ? taken(funnel.name) : error;
				});
		}),
	funnels: () => use(async (db) => (await funnels(db).find().sort({ name_key: 1, _id: 1 }).toArray()).map(read)),
	funnel: (id) =>
		use(async (db) => {
			const found = await funnels(db).findOne({ _id: id });
			return found && read(found);
		}),
	removeFunnel: (id) => use(async (db) => (await funnels(db).deleteOne({ _id: id })).deletedCount > 0),
});
