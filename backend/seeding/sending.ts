import { type SeedEvent, source } from "./event.js";
import type { Plan } from "./plan.js";
import { mix } from "./random.js";
import type { Step } from "./visit.js";

/** Events of one visit, as they come from one browser: what a request would carry. */
export interface Sending {
	/** When the last of them is received, epoch ms. */
	readonly at: number;
	readonly peer: string;
	readonly userAgent: string;
	readonly day: number;
	readonly events: readonly SeedEvent[];
}

/** Ids of a run: unique in it, equal for equal plans, and telling nothing of what is behind them. */
export const openIds = ({ key }: Plan) => {
	const salt = Number.parseInt(key, 16);
	let [events, sessions, orders] = [0, 0, 0];
	return {
		event: () => `${key}-${(events++).toString(36)}`,
		session: () => `${key}-s${(sessions++).toString(36)}`,
		order: () => `${key.toUpperCase()}-${String(++orders).padStart(5, "0")}`,
		/** For one salt `mix` is a bijection, so that no two visitors share an id. */
		visitor: (visitor: number) => `${key}-${mix(salt, visitor).toString(16).padStart(8, "0")}`,
	};
};

export type Ids = ReturnType<typeof openIds>;

/** Who sends the events of a visit. */
export interface Sender {
	readonly visitor: number;
	readonly userId: string | null;
	/** Of the first step that carries the user. */
	readonly userFrom: number;
}

export const eventsOf = (
	ids: Ids,
	{ visitor, userId, userFrom }: Sender,
	steps: readonly Step[],
	times: readonly number[],
): SeedEvent[] => {
	const [client_id, session_id] = [ids.visitor(visitor), ids.session()];
	return steps.map(({ type, page, properties }, at) => ({
		event_id: ids.event(),
		client_id,
		session_id,
		...(userId !== null && at >= userFrom && { user_id: userId }),
		event_type: type,
		page,
		timestamp: (times[at] as number) / 1000,
		properties: { source, ...properties },
	}));
};
