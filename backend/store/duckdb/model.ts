import type { ModelSettings } from "../../contract/model.js";
import { openGate } from "../gate.js";
import type { ModelKeyStore, ModelRunStore, StoredModelKey } from "../model-ports.js";
import type { Database } from "./database.js";

export const openModel = (database: Database): ModelKeyStore & ModelRunStore => {
	const gate = openGate(1);
	return {
		modelKey: async (owner) => {
			const [row] = await database.use((link) => link.rows("SELECT body FROM model_keys WHERE owner = $owner", { owner }));
			return row ? (JSON.parse(String(row["body"])) as StoredModelKey) : null;
		},
		saveModelKey: (key) =>
			gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						await link.exec("DELETE FROM model_keys WHERE owner = $owner", { owner: key.owner });
						await link.exec("INSERT INTO model_keys VALUES ($owner, $body)", { owner: key.owner, body: JSON.stringify(key) });
					}),
				),
			),
		removeModelKey: (owner) =>
			gate.enter(async () => (await database.use((link) => link.exec("DELETE FROM model_keys WHERE owner = $owner", { owner }))) > 0),
		addModelRun: async ({ runId, owner, at, model, promptTokens, completionTokens, cost, estimated }) => {
			await database.use((link) =>
				link.exec("INSERT INTO model_runs VALUES ($runId, $owner, $at, $model, $promptTokens, $completionTokens, $cost, $estimated)", {
					runId,
					owner,
					at,
					model,
					promptTokens,
					completionTokens,
					cost,
					estimated,
				}),
			);
		},
		modelSpending: async (since) => {
			const [row] = await database.use((link) =>
				link.rows("SELECT count(DISTINCT run_id) AS runs, coalesce(sum(cost), 0) AS cost FROM model_runs WHERE called_at >= $since", {
					since,
				}),
			);
			return { runs: Number(row?.["runs"]), cost: Number(row?.["cost"]) };
		},
		modelSettings: async () => {
			const [row] = await database.use((link) => link.rows("SELECT body FROM model_settings"));
			return row ? (JSON.parse(String(row["body"])) as ModelSettings) : null;
		},
		saveModelSettings: (settings) =>
			gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						await link.exec("DELETE FROM model_settings");
						await link.exec("INSERT INTO model_settings VALUES ($body)", { body: JSON.stringify(settings) });
					}),
				),
			),
	};
};
