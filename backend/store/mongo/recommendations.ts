import type { Db } from "mongodb";
import type { RecommendationStore, SavedRecommendations } from "../recommendation-ports.js";
import { nextNumber } from "./sequence.js";

interface ListDocument {
	user_id: string;
	created_at: Date;
	/** Order of saving. */
	stored: number;
	origin: SavedRecommendations["origin"];
	items: { product_id: string; reason: string }[];
}

/** Of each account. */
const kept = 20;

export const recommendationLists = (db: Db) => db.collection<ListDocument>("recommendations");

const newestFirst = { created_at: -1, stored: -1 } as const;

const read = ({ created_at, origin, items }: ListDocument): SavedRecommendations => ({
	createdAt: created_at.getTime(),
	origin,
	items: items.map(({ product_id: productId, reason }) => ({ productId, reason })),
});

/** Deletes what stands behind the newest, of which racing calls agree. */
const forget = async (db: Db, user_id: string): Promise<void> => {
	const [last] = await recommendationLists(db).find({ user_id }).sort(newestFirst).skip(kept).limit(1).toArray();
	if (!last) return;
	const { created_at, stored } = last;
	const older = [{ created_at: { $lt: created_at } }, { created_at, stored: { $lte: stored } }];
	await recommendationLists(db).deleteMany({ user_id, $or: older });
};

export const openRecommendationLists = (use: <T>(work: (db: Db) => Promise<T>) => Promise<T>): RecommendationStore => {
	const lists = (user_id: string, limit: number): Promise<SavedRecommendations[]> =>
		use(async (db) => (await recommendationLists(db).find({ user_id }).sort(newestFirst).limit(limit).toArray()).map(read));
	return {
		saveRecommendations: (user_id, { createdAt, origin, items }) =>
			use(async (db) => {
				const named = items.map(({ productId: product_id, reason }) => ({ product_id, reason }));
				const stored = await nextNumber(db, "recommendations");
				await recommendationLists(db).insertOne({ user_id, created_at: new Date(createdAt), stored, origin, items: named });
				await forget(db, user_id);
			}),
		recommendations: lists,
		latestRecommendations: async (user) => (await lists(user, 1))[0] ?? null,
	};
};
