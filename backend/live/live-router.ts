import { os } from "../operations.js";
import type { HealthOf } from "./health.js";
import type { Watching } from "./watch.js";

export interface LiveDeps {
	readonly watching: Watching;
	readonly health: HealthOf;
}

/** The operations of backend/contract/live.ts. */
export const liveRouter = ({ watching, health }: LiveDeps) => ({
	watch: os.live.watch.handler(async function* ({ input, signal }) {
		yield* watching.watch(input, signal);
	}),
	health: os.live.health.handler(() => health.read()),
});
