import type { ImportRecord } from "../../contract/transfer.js";
import { openGate } from "../gate.js";
import type { ImportStore } from "../ports.js";
import type { Database } from "./database.js";
import type { PlainRow } from "./values.js";

const recordOf = (row: PlainRow): ImportRecord => JSON.parse(String(row["body"])) as ImportRecord;

/** A record keeps its place in the order when it is replaced. */
const insert = `INSERT INTO imports (import_id, sha256, status, started_at, finished_at, stored, body)
	VALUES ($id, $sha256, $status, $started, $finished, coalesce($place, nextval('record_order')), $body)`;

export const openImports = (database: Database): ImportStore => {
	const gate = openGate(1);
	/** By this process, the only one that has the file open. */
	const running = new Set<string>();
	return {
		saveImport: (record) => {
			if (record.status === "running") running.add(record.import_id);
			else running.delete(record.import_id);
			return gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						const id = record.import_id;
						const [before] = await link.rows("SELECT stored FROM imports WHERE import_id = $id", { id });
						await link.exec("DELETE FROM imports WHERE import_id = $id", { id });
						await link.exec(insert, {
							id,
							sha256: record.sha256,
							status: record.status,
							started: record.started_at,
							finished: record.finished_at,
							place: before ? Number(before["stored"]) : null,
							body: JSON.stringify(record),
						});
					}),
				),
			);
		},
		leftImports: async () => {
			const found = await database.use((link) =>
				link.rows("SELECT body FROM imports WHERE status = 'running' ORDER BY started_at, stored"),
			);
			return found.map(recordOf).filter(({ import_id }) => !running.has(import_id));
		},
		imports: async (limit) =>
			(
				await database.use((link) => link.rows("SELECT body FROM imports ORDER BY started_at DESC, stored DESC LIMIT $limit", { limit }))
			).map(recordOf),
		importOf: async (sha256) => {
			const [row] = await database.use((link) =>
				link.rows("SELECT body FROM imports WHERE sha256 = $sha256 AND status = 'done' ORDER BY finished_at DESC, stored DESC LIMIT 1", {
					sha256,
				}),
			);
			return row ? recordOf(row) : null;
		},
	};
};
