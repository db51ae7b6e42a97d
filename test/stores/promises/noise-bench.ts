import type { NoiseQuery, NoiseStore } from "../../../backend/store/noise-port.js";
import type { Store } from "../../../backend/store/ports.js";
import { event } from "../../builders/event.js";

/** What every promise's test gets. */
export interface NoiseBench {
	/** The store of this test, made anew for it. */
	store(): Store & NoiseStore;
	/** Where its deletions leave their backups. */
	readonly backups: {
		/** Their names, ascending, and of whatever else is there. */
		names(): Promise<string[]>;
		damage(name: string): Promise<void>;
		lose(name: string): Promise<void>;
		/** What a process leaves that dies over a backup, and other things beside it, whose names it gives. */
		leaveUnfinished(): Promise<string[]>;
	};
	/** Closes and opens the same store again; null where nothing outlives the process. */
	readonly reopen: (() => Promise<Store & NoiseStore>) | null;
}

/** Finds the events of a page. */
export const ofPage = (reason: string, page: string, score = 0.5): NoiseQuery => ({
	reason,
	sql: "SELECT seq, CAST(:score AS DOUBLE) AS score, visitor AS subject FROM events WHERE page = :page",
	params: { score, page },
});

/** The reasons on each event, by its id. */
export const reasonsIn = async (bench: NoiseBench) => {
	const { items } = await bench.store().list({ noise: "show" }, { limit: 50, cursor: null });
	return Object.fromEntries(items.map(({ event_id, noise_reasons }) => [event_id, noise_reasons]));
};

/** Three events, each of a page and a visitor of its own. */
export const storeAbc = (bench: NoiseBench) =>
	bench.store().append(["a", "b", "c"].map((eventId) => event({ eventId, page: `/${eventId}`, clientId: `v-${eventId}` })));
