import type { Analysis, AnalysisHead } from "../../contract/analysis.js";
import { headOf } from "../analysis-head.js";
import { openGate } from "../gate.js";
import type { AnalysisStore } from "../ports.js";
import type { Database } from "./database.js";

export const openAnalyses = (database: Database): AnalysisStore => {
	const gate = openGate(1);
	return {
		saveAnalysis: (analysis) =>
			gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						await link.exec("DELETE FROM analyses WHERE id = $id", { id: analysis._id });
						await link.exec("INSERT INTO analyses (id, owner, created_at, head, body) VALUES ($id, $owner, $at, $head, $body)", {
							id: analysis._id,
							owner: analysis.user_id,
							at: analysis.created_at,
							head: JSON.stringify(headOf(analysis)),
							body: JSON.stringify(analysis),
						});
					}),
				),
			),
		analyses: async (owner, limit) => {
			const rows = await database.use((link) =>
				link.rows("SELECT head FROM analyses WHERE $owner IS NULL OR owner = $owner ORDER BY created_at DESC, stored DESC LIMIT $limit", {
					owner,
					limit,
				}),
			);
			return rows.map(({ head }) => JSON.parse(String(head)) as AnalysisHead);
		},
		analysis: async (id) => {
			const [row] = await database.use((link) => link.rows("SELECT body FROM analyses WHERE id = $id", { id }));
			return row ? (JSON.parse(String(row["body"])) as Analysis) : null;
		},
		removeAnalysis: (id) =>
			gate.enter(async () => (await database.use((link) => link.exec("DELETE FROM analyses WHERE id = $id", { id }))) > 0),
	};
};
