import { z } from "zod";
import type { EngineRun, Query } from "../../engine/port.js";
import actions from "./choices.actions.sql";
import pages from "./choices.pages.sql";
import types from "./choices.types.sql";
import { unseenPages } from "./unseen-pages.js";

const counted = z.object({ value: z.string(), events: z.int() }).array();

/**
 * What happened in the range, and so what steps can be made of: the most frequent of each, by events descending, then value. Pages that
 * nobody goes to, such as `/favicon.ico`, are not proposed; a step may still name them.
 */
export const readChoices = async (run: EngineRun, limit: number) => {
	const ask = async (name: string, sql: string, params: Query["params"] = {}) =>
		counted.parse(await run.query({ name: `funnel.${name}`, sql, params: { limit, ...params } }));
	return {
		event_types: await ask("types", types),
		actions: await ask("actions", actions),
		pages: await ask("pages", pages, { unseen: unseenPages }),
	};
};
