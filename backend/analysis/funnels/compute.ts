import type { z } from "zod";
import type { Funnel } from "../../contract/funnel.js";
import type { FunnelResult, funnelRequest } from "../../contract/funnels.js";
import type { AnalysisEngine, Scope } from "../../engine/port.js";
import { withRun } from "../../engine/with-run.js";
import { applyFilter } from "../filter.js";
import { readBy } from "../reports/by.js";
import { comparedRange } from "../reports/ranges.js";
import { countFunnel, type Groups } from "./counts.js";

type Request = z.output<typeof funnelRequest>;

/** All but what only who answers knows. */
export type ReadFunnel = Omit<FunnelResult, "data_through" | "took_ms">;

/**
 * Computes a funnel for its range and, where one is asked for, for the range to compare with, there for the same values of the
 * breakdown. Per session: the whole sessions that start in the range. Per person: their events in the range.
 */
export const readFunnel = async (engine: AnalysisEngine, request: Request, signal?: AbortSignal): Promise<ReadFunnel> => {
	const { funnel, groups: most } = request;
	const filter = applyFilter(request);
	const compared = comparedRange(request, filter);
	const by = funnel.by === null ? null : readBy(funnel.by);
	const scope: Scope = { ...filter, user: null };
	let notes: readonly string[] = [];
	const count = (range: Scope, groups: Groups) =>
		withRun(engine, range, {
			signal,
			use: (run) => {
				notes = run.notes ?? [];
				return countFunnel(run, funnel, { by, groups });
			},
		});
	const { all, groups, groupsTotal } = await count(scope, { most });
	const values = groups.map(({ value }) => value);
	const before = compared && (await count({ ...scope, ...compared }, { values }));
	return {
		funnel,
		parameters: filter,
		compared,
		all,
		groups: [...groups],
		groups_total: groupsTotal,
		before: before && {
			all: before.all,
			groups: values.map((wanted) => {
				const same = before.groups.find(({ value }) => value === wanted);
				return same ? { steps: same.steps, median_total_ms: same.median_total_ms } : null;
			}),
		},
		notes: [...notes, ...notesOf(funnel, filter.to)],
	};
};

const notesOf = ({ per, window }: Funnel, to: number | null): string[] =>
	per === "person" && window !== null && to !== null
		? [
				`Of each person the events in the range count. Who began less than ${minutes(window)} before its end may still have gone on after it.`,
			]
		: [];

const minutes = (count: number): string => {
	if (count % 1440 === 0) return `${count / 1440} ${count === 1440 ? "day" : "days"}`;
	if (count % 60 === 0) return `${count / 60} ${count === 60 ? "hour" : "hours"}`;
	return `${count} ${count === 1 ? "minute" : "minutes"}`;
};
