import type { ProductSight, ProductSightReader, Sighted } from "../store/recommendation-ports.js";
import type { Evolving } from "./neighbours.js";
import { silence } from "./parameters.js";
import type { SessionIndex } from "./session-index.js";

export interface SubjectSession extends Evolving {
	readonly own: string;
	readonly from: number;
	readonly to: number;
	/** Of its events without one, the visitor's. */
	readonly sessionId: string | null;
	readonly visitor: string;
}

export interface Subject {
	/** The newest session with products; null without one. */
	readonly session: SubjectSession | null;
	/** Products ordered, the newest first. */
	readonly bought: readonly string[];
	/** Epoch ms; null where nothing was ever seen. */
	readonly lastSeen: number | null;
}

/** Events that are looked through. */
const read = 500;

/** Newest first; of one session as told by its id, or by silence where there is none. */
const newestSession = (sights: readonly ProductSight[]): ProductSight[] => {
	const start = sights.findIndex(({ productId }) => productId !== null);
	const newest = sights[start];
	if (!newest) return [];
	if (newest.sessionId !== null) return sights.filter(({ sessionId }) => sessionId === newest.sessionId);
	const own = sights.filter(({ sessionId, visitor }) => sessionId === null && visitor === newest.visitor);
	const at = own.indexOf(newest);
	const cut = own.findIndex((one, place) => place > at && (own[place - 1] as ProductSight).ts - one.ts > silence);
	return own.slice(at, cut === -1 ? undefined : cut);
};

/** Where each was last seen, the oldest first; of one moment, by id: as sessions stand in the index. */
const itemsOf = (sights: readonly ProductSight[]): string[] => {
	const times = new Map<string, number>();
	for (const { productId, ts } of sights) if (productId !== null) times.set(productId, Math.max(times.get(productId) ?? ts, ts));
	return [...times].sort(([idA, a], [idB, b]) => a - b || (idA < idB ? -1 : 1)).map(([id]) => id);
};

const sessionOf = (index: SessionIndex, sights: readonly ProductSight[]): SubjectSession | null => {
	const newest = sights[0];
	if (!newest) return null;
	const times = sights.map(({ ts }) => ts);
	const { sessionId, visitor, ts } = newest;
	const from = Math.min(...times);
	return {
		items: itemsOf(sights),
		own: sessionId === null ? (index.keyAt(visitor, ts) ?? `v:${visitor}:${from}`) : `s:${sessionId}`,
		from,
		to: Math.max(...times),
		sessionId,
		visitor,
	};
};

/** Whom it is for, by the newest 500 of the events meant. */
export const subjectOf = async (store: ProductSightReader, index: SessionIndex, who: Sighted): Promise<Subject> => {
	const sights = await store.sightsOf(who, read);
	const bought = sights.filter(({ action }) => action === "order_completed").map(({ productId }) => productId);
	return {
		session: sessionOf(index, newestSession(sights)),
		bought: [...new Set(bought.filter((id) => id !== null))],
		lastSeen: sights[0]?.ts ?? null,
	};
};
