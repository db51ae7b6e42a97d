import type { RejectRow } from "../../contract/events.js";
import { openGate } from "../gate.js";
import type { RejectStore } from "../ports.js";
import type { Database } from "./database.js";
import addSql from "./sql/edit/add-rejects.sql";

/** The newest of these stay. */
const limit = 10_000;

type Reject = Parameters<RejectStore["addRejects"]>[0][number];

const rowOf = ({ receivedAt, source, excerpt, ...body }: Reject) => ({ at: receivedAt, source, body, excerpt });

export const openRejects = (database: Database): RejectStore & { readonly count: () => Promise<number> } => {
	const gate = openGate(1);
	const count = async (): Promise<number> => Number((await database.use((link) => link.row("SELECT count(*) AS n FROM rejects")))["n"]);
	return {
		count,
		addRejects: (rejects) =>
			gate.enter(() =>
				database.use((link) =>
					link.transaction(async () => {
						await link.exec(addSql, { rows: rejects.slice(-limit).map((one) => JSON.stringify(rowOf(one))) });
						await link.exec("DELETE FROM rejects WHERE id <= (SELECT max(id) FROM rejects) - $limit", { limit });
					}),
				),
			),
		rejects: async (wanted) => {
			const rows = await database.use((link) => link.rows("SELECT * FROM rejects ORDER BY id DESC LIMIT $wanted", { wanted }));
			const items = rows.map(
				(row): RejectRow => ({
					...(JSON.parse(String(row["body"])) as Omit<RejectRow, "id">),
					id: Number(row["id"]),
					received_at: Number(row["received_at"]),
					source: String(row["source"]),
					excerpt: String(row["excerpt"]),
				}),
			);
			return { items, total: await count() };
		},
	};
};
