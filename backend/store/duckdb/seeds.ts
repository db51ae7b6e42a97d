import type { SeedRun, SeedTruth } from "../../contract/seeding.js";
import { openGate } from "../gate.js";
import type { SeedStore } from "../seed-port.js";
import type { Database } from "./database.js";
import type { Kept } from "./kept.js";
import keysBeginning from "./sql/edit/keys-beginning.sql";
import logRemoved from "./sql/edit/log-removed.sql";
import removeSql from "./sql/edit/remove.sql";

/** A run keeps its place in the order when it is replaced, and its truth when no other comes. */
const insert = `INSERT INTO seed_runs (run_id, started_at, stored, body, truth)
	VALUES ($id, $started, coalesce($place, nextval('record_order')), $body, $truth)`;

const textOf = (cell: unknown): string | null => (typeof cell === "string" ? cell : null);

/** `onRemoved` runs before the next edit or fold. */
export const openSeeds = (database: Database, kept: Kept, onRemoved: () => Promise<void>): SeedStore => {
	const gate = openGate(1);
	const one = async (sql: string, id: string): Promise<string | null> => {
		const [row] = await database.use((link) => link.rows(sql, { id }));
		return typeof row?.["body"] === "string" ? row["body"] : null;
	};
	/** By this process, the only one that has the file open. */
	const running = new Set<string>();
	return {
		saveSeedRun: (run, truth) => {
			if (run.status === "running") running.add(run.run_id);
			else running.delete(run.run_id);
			return gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						const id = run.run_id;
						const [before] = await link.rows("SELECT stored, truth FROM seed_runs WHERE run_id = $id", { id });
						await link.exec("DELETE FROM seed_runs WHERE run_id = $id", { id });
						await link.exec(insert, {
							id,
							started: run.started_at,
							place: before ? Number(before["stored"]) : null,
							body: JSON.stringify(run),
							truth: truth === undefined ? textOf(before?.["truth"]) : JSON.stringify(truth),
						});
					}),
				),
			);
		},
		leftSeedRuns: async () => {
			const rows = await database.use((link) =>
				link.rows("SELECT body FROM seed_runs WHERE body->>'$.status' = 'running' ORDER BY started_at, stored"),
			);
			return rows.map(({ body }) => JSON.parse(String(body)) as SeedRun).filter(({ run_id }) => !running.has(run_id));
		},
		seedRuns: async (limit) => {
			const rows = await database.use((link) =>
				link.rows("SELECT body FROM seed_runs ORDER BY started_at DESC, stored DESC LIMIT $limit", { limit }),
			);
			return rows.map(({ body }) => JSON.parse(String(body)) as SeedRun);
		},
		seedRun: async (runId) => {
			const body = await one("SELECT body FROM seed_runs WHERE run_id = $id", runId);
			return body === null ? null : (JSON.parse(body) as SeedRun);
		},
		seedTruth: async (runId) => {
			const body = await one("SELECT truth AS body FROM seed_runs WHERE run_id = $id", runId);
			return body === null ? null : (JSON.parse(body) as SeedTruth);
		},
		removeBeginning: (source, beginning, most) =>
			kept.alone(async () => {
				const removed = await database.use((link) =>
					link.transaction(async () => {
						await link.exec(keysBeginning, { source, beginning, most });
						await link.exec(logRemoved);
						return link.exec(removeSql);
					}),
				);
				if (removed > 0) await onRemoved();
				return removed;
			}),
	};
};
