import type { Db } from "mongodb";
import type { ModelSettings } from "../../contract/model.js";
import type { ModelKeyStore, ModelRun, ModelRunStore, StoredModelKey } from "../model-ports.js";

interface KeyDocument {
	/** The owner; the predecessor's have an id of another type. */
	_id: string;
	user_id: string;
	provider: "openrouter";
	key: StoredModelKey;
	updated_at: Date;
}

interface RunDocument {
	run_id: string;
	called_at: Date;
	/** Millionths of a US dollar. */
	cost: number;
	run: ModelRun;
}

export const modelKeys = (db: Db) => db.collection<KeyDocument>("api_keys");
const runs = (db: Db) => db.collection<RunDocument>("model_runs");
const settings = (db: Db) => db.collection<{ _id: string; value: ModelSettings }>("settings");

export const openModel = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): ModelKeyStore & ModelRunStore => ({
	modelKey: (owner) => use(async (db) => (await modelKeys(db).findOne({ _id: owner }))?.key ?? null),
	saveModelKey: (key) =>
		use(async (db) => {
			const document = { user_id: key.owner, provider: "openrouter" as const, key, updated_at: new Date(key.updatedAt) };
			await modelKeys(db).replaceOne({ _id: key.owner }, document, { upsert: true });
		}),
	removeModelKey: (owner) => use(async (db) => (await modelKeys(db).deleteOne({ _id: owner })).deletedCount > 0),
	addModelRun: (run) =>
		use(async (db) => {
			await runs(db).insertOne({ run_id: run.runId, called_at: new Date(run.at), cost: run.cost, run });
		}),
	modelSpending: (since) =>
		use(async (db) => {
			const [sum] = await runs(db)
				.aggregate<{ runs: number; cost: number }>([
					{ $match: { called_at: { $gte: new Date(since) } } },
					{ $group: { _id: "$run_id", cost: { $sum: "$cost" } } },
					{ $group: { _id: null, runs: { $sum: 1 }, cost: { $sum: "$cost" } } },
				])
				.toArray();
			return { runs: sum?.runs ?? 0, cost: sum?.cost ?? 0 };
		}),
	modelSettings: () => use(async (db) => (await settings(db).findOne({ _id: "model" }))?.value ?? null),
	saveModelSettings: (value) =>
		use(async (db) => {
			await settings(db).updateOne({ _id: "model" }, { $set: { value } }, { upsert: true });
		}),
});
