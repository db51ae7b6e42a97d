import type { Db } from "mongodb";
import { isDuplicate } from "./failures.js";

/** Takes `count` numbers in a row of the order named; the last of them. */
export const nextNumber = async (db: Db, name: string, count = 1): Promise<number> => {
	const take = () =>
		db
			.collection<{ _id: string; n: number }>("sequences")
			.findOneAndUpdate({ _id: name }, { $inc: { n: count } }, { upsert: true, returnDocument: "after" });
	const found = await take().catch((error: unknown) => (isDuplicate(error) ? take() : Promise.reject(error as Error)));
	return Number(found?.n);
};
