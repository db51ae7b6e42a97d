import type { MeasuredQuality } from "../contract/recommendations.js";
import { evaluate, methods, type Split, splitAt } from "./evaluate.js";
import type { LiveIndex } from "./live-index.js";
import type { HeldSession, SessionIndex } from "./session-index.js";
import { topOf } from "./top.js";

const day = 86_400_000;

/** The newest sessions that are looked at, and the predictions that are asked: enough to tell methods apart, few enough for some seconds. */
const mostSessions = 50_000;
const mostPredictions = 400;

const newest = (index: SessionIndex): HeldSession[] => {
	const held = Uint32Array.from({ length: index.slots }, (_, slot) => slot).filter((slot) => {
		const [from, to] = index.range(slot);
		return index.isHeld(slot) && to > from;
	});
	const byKey = (a: number, b: number): number => (index.keyOf(a) < index.keyOf(b) ? -1 : 1);
	return topOf(held, mostSessions, { value: index.endOf, tie: byKey }).map((slot) => index.session(slot));
};

/** The last 7 days, or the last one where nothing stands before those. */
const lastDays = (sessions: readonly HeldSession[]): { readonly days: number; readonly split: Split } => {
	const last = sessions[0]?.end ?? 0;
	const week = splitAt(sessions, last - 7 * day);
	return week.asked.length > 0 ? { days: 7, split: week } : { days: 1, split: splitAt(sessions, last - day) };
};

/** How often each way finds the next product, on the held sessions; see evaluate.ts. Gives way to others all the while. */
export const measureQuality = async (live: LiveIndex, signal: AbortSignal | undefined): Promise<MeasuredQuality> => {
	const { index } = await live.fresh(5_000);
	const sessions = newest(index);
	const categories = new Map<string, string>();
	for (const product of index.products) if (product?.category) categories.set(product.id, product.category);
	const { days, split } = lastDays(sessions);
	const { quality } = await evaluate(split, { most: mostPredictions, categories, ...(signal && { signal }) });
	return {
		days,
		from: split.at,
		teaching: split.teaching.length,
		asked: split.asked.length,
		predictions: quality[0]?.predictions ?? 0,
		methods: methods.map((method) => {
			const of = quality.find((one) => one.method === method);
			return { method, recall: of?.recall ?? 0, mrr: of?.mrr ?? 0, coverage: of?.coverage ?? 0 };
		}),
	};
};
