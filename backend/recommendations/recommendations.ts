import { os } from "../operations.js";
import type { RecommendationDeps } from "./deps.js";
import { explain } from "./explain.js";
import { forCaller } from "./for-caller.js";
import { measureQuality } from "./quality.js";

export { forModel } from "./for-model.js";
export { openLiveIndex } from "./live-index.js";

const columns = { visitor: "visitor", session: "sessionId", user: "userId" } as const;

/** The operations of backend/contract/recommendations.ts. */
export const recommendationsRouter = (deps: RecommendationDeps) => ({
	list: os.recommendations.list.handler(({ input, context: { caller } }) => forCaller(deps, input, caller)),
	explain: os.recommendations.explain.handler(({ input, context: { caller } }) => explain(deps, input, caller)),
	quality: os.recommendations.quality.handler(({ signal }) => measureQuality(deps.live, signal)),
	subjects: os.recommendations.subjects.handler(async ({ input: { kind, q, limit } }) => {
		const found = await deps.store.sighted(columns[kind], q, limit);
		return { items: found.map(({ id, events, lastTs }) => ({ id, events, last_ts: lastTs })) };
	}),
});
