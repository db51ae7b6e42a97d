import type { Ground } from "../noise/rule.js";
import type { Judgement, NoiseStore } from "../store/noise-port.js";
import type { EventReader } from "../store/ports.js";
import { queriesOf } from "./judging.js";
import { readSettings, titleOf } from "./settings.js";
import { openTeller, type Tell } from "./teller.js";

export interface Judging {
	readonly store: Pick<NoiseStore, "judge" | "cleanupSettings"> & Pick<EventReader, "counts">;
	readonly ground: () => Promise<Ground>;
	/** Epoch ms. */
	readonly now: () => number;
}

interface Request {
	readonly sinceDays: number | undefined;
	readonly tell: Tell;
	readonly signal: AbortSignal;
	/** Steps that follow the judgement. */
	readonly more: number;
}

const day = 86_400_000;

/** The instant from which on events are judged; null for all. */
export const sinceFrom = (now: number, days: number | undefined): number | null => (days === undefined ? null : now - days * day);

/** Judges by the rules that are on, telling each. The caller closes the judgement. */
export const judged = async (
	{ store, ground, now }: Judging,
	{ sinceDays, tell, signal, more }: Request,
): Promise<{ judgement: Judgement; since: number | null; total: number }> => {
	const queries = queriesOf((await readSettings(store)).rules, await ground());
	const since = sinceFrom(now(), sinceDays);
	const total = queries.length + more;
	const { events } = await store.counts();
	const told = openTeller(tell, now);
	const judgement = await store.judge({
		queries,
		since,
		signal,
		onQuery: (done) => {
			const doing = titleOf(queries[done]?.reason ?? "") ?? "Judging";
			told({ done, total, doing }, done * events, queries.length * events);
		},
	});
	return { judgement, since, total };
};
