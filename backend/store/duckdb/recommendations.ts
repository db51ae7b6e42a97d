import { openGate } from "../gate.js";
import type { RecommendationStore, SavedRecommendations } from "../recommendation-ports.js";
import type { Database } from "./database.js";

const kept = 20;

const forget = `DELETE FROM recommendations WHERE user_id = $user AND stored NOT IN
	(SELECT stored FROM recommendations WHERE user_id = $user ORDER BY created_at DESC, stored DESC LIMIT $kept)`;

export const openRecommendationLists = (database: Database): RecommendationStore => {
	const gate = openGate(1);
	const lists = async (user: string, limit: number): Promise<SavedRecommendations[]> => {
		const rows = await database.use((link) =>
			link.rows("SELECT body FROM recommendations WHERE user_id = $user ORDER BY created_at DESC, stored DESC LIMIT $limit", {
				user,
				limit,
			}),
		);
		return rows.map(({ body }) => JSON.parse(String(body)) as SavedRecommendations);
	};
	return {
		saveRecommendations: (user, list) =>
			gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						await link.exec("INSERT INTO recommendations (user_id, created_at, body) VALUES ($user, $at, $body)", {
							user,
							at: list.createdAt,
							body: JSON.stringify(list),
						});
						await link.exec(forget, { user, kept });
					}),
				),
			),
		recommendations: lists,
		latestRecommendations: async (user) => (await lists(user, 1))[0] ?? null,
	};
};
