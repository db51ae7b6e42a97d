import { readFunnelFile } from "../../contract/funnel-file.js";
import type { AnalysisEngine } from "../../engine/port.js";
import { withRun } from "../../engine/with-run.js";
import { os } from "../../operations.js";
import type { EventReader } from "../../store/ports.js";
import { applyFilter } from "../filter.js";
import { openGate } from "../gate.js";
import { readBy } from "../reports/by.js";
import { readChoices } from "./choices.js";
import { readFunnel } from "./compute.js";
import { readPeople } from "./people.js";
import { changeFunnel, fileOf, readSaved, type SavedDeps, saveFunnel } from "./saved.js";

/** A builder asks anew at each change; what it no longer waits for is cancelled. */
const atOnce = { places: 2, waiting: 20 };

export interface FunnelsDeps extends SavedDeps {
	readonly engine: AnalysisEngine;
	readonly store: SavedDeps["store"] & Pick<EventReader, "counts">;
}

/** The operations of backend/contract/funnels.ts. */
export const funnelsRouter = (deps: FunnelsDeps) => {
	const { engine, store, now } = deps;
	const gate = openGate(atOnce);
	const inTurn = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
		const leave = await gate.enter(signal);
		return work().finally(leave);
	};
	return {
		compute: os.funnels.compute.handler(({ input, signal }) =>
			inTurn(signal, async () => {
				const startedAt = now();
				const { lastTs } = await store.counts();
				const read = await readFunnel(engine, input, signal);
				return { ...read, data_through: lastTs, took_ms: Math.max(0, Math.round(now() - startedAt)) };
			}),
		),
		people: os.funnels.people.handler(({ input, signal }) => {
			const scope = { ...applyFilter(input), user: null };
			const by = input.funnel.by === null ? null : readBy(input.funnel.by);
			return inTurn(signal, () => withRun(engine, scope, { signal, use: (run) => readPeople(run, input, by) }));
		}),
		choices: os.funnels.choices.handler(({ input, signal }) => {
			const scope = { ...applyFilter(input), user: null };
			return inTurn(signal, () => withRun(engine, scope, { signal, use: (run) => readChoices(run, input.limit) }));
		}),
		list: os.funnels.list.handler(() => store.funnels()),
		save: os.funnels.save.handler(({ input, context: { caller } }) => saveFunnel(deps, input, caller.userId)),
		change: os.funnels.change.handler(({ input: { id, name, funnel } }) =>
			changeFunnel(deps, id, { ...(name === undefined ? {} : { name }), ...(funnel === undefined ? {} : { funnel }) }),
		),
		remove: os.funnels.remove.handler(async ({ input: { id } }) => {
			await readSaved(store, id);
			await store.removeFunnel(id);
			return { status: "ok" as const };
		}),
		file: os.funnels.file.handler(async ({ input: { id } }) => fileOf(await readSaved(store, id))),
		take: os.funnels.take.handler(({ input: { file }, context: { caller } }) => saveFunnel(deps, readFunnelFile(file), caller.userId)),
	};
};
