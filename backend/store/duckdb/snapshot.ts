import { mkdir } from "node:fs/promises";
import { type SnapshotWriter, snapshotColumns } from "../snapshot-port.js";
import type { Database } from "./database.js";
import { foldedSeq, type Kept } from "./kept.js";
import snapshotSql from "./sql/read/snapshot.sql";

/** A path as SQL writes it: COPY takes no parameter there. */
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

export const openSnapshots = (database: Database, kept: Kept): SnapshotWriter => ({
	snapshot: (folder, signal) =>
		database.use(async (link) => {
			await mkdir(folder, { recursive: true });
			// As the engine of this file does: the same events, whatever is stored or edited meanwhile.
			const folded = await kept.fresh(async () => {
				await link.exec("BEGIN TRANSACTION READ ONLY");
				return foldedSeq(link);
			}, signal);
			const columns = Object.keys(snapshotColumns).join(", ");
			const rows = snapshotSql.replace("/*columns*/", columns);
			await link.exec(`COPY (${rows}) TO ${quoted(folder)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day), OVERWRITE_OR_IGNORE)`, {
				folded,
			});
		}, signal),
});
