import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type SnapshotWriter, snapshotColumns } from "../snapshot-port.js";
import type { Database, Link } from "./database.js";
import { isThere } from "./files.js";
import { foldedSeq, type Kept } from "./kept.js";
import snapshotSql from "./sql/read/snapshot.sql";
import daysSql from "./sql/read/snapshot-days.sql";

/** A path as SQL writes it: COPY takes no parameter there. */
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

const columns = Object.keys(snapshotColumns).join(", ");

/** Where new days are written until they are whole. */
const unfinished = ".unfinished";

const sync = async (path: string): Promise<void> => {
	const file = await open(path, "r");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
};

interface Day {
	readonly day: string;
	/** Its rows, as 32 digits. */
	readonly content: string;
}

const nameOf = ({ day, content }: Day): string => `day=${day}/${content}`;

const daysOf = async (link: Link, folded: number): Promise<Day[]> => {
	const rows = await link.rows(daysSql.replace("/*columns*/", columns), { columns, folded });
	return rows.map(({ day, content }) => ({ day: String(day), content: String(content) }));
};

/** Under its name a day is whole: on the disk before it is named, so that not even a loss of power leaves half a one. */
const finish = async (from: string, to: string): Promise<void> => {
	for (const file of await readdir(from)) await sync(join(from, file));
	await sync(from);
	await mkdir(join(to, ".."), { recursive: true });
	await rename(from, to);
};

export const openSnapshots = (database: Database, kept: Kept): SnapshotWriter => ({
	snapshot: (folder, signal, elsewhere) =>
		database.use(async (link) => {
			// As the engine of this file does: the same events, whatever is stored or edited meanwhile.
			const folded = await kept.fresh(async () => {
				await link.exec("BEGIN TRANSACTION READ ONLY");
				return foldedSeq(link);
			}, signal);
			const days = await daysOf(link, folded);
			const missing: Day[] = [];
			for (const day of days) if (!elsewhere?.has(nameOf(day)) && !(await isThere(join(folder, nameOf(day))))) missing.push(day);
			if (missing.length > 0) {
				const part = join(folder, unfinished);
				await rm(part, { recursive: true, force: true });
				await mkdir(part, { recursive: true });
				const rows = snapshotSql.replace("/*columns*/", columns);
				await link.exec(`COPY (${rows}) TO ${quoted(part)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day), OVERWRITE_OR_IGNORE)`, {
					folded,
					days: missing.map(({ day }) => day),
				});
				for (const day of missing) await finish(join(part, `day=${day.day}`), join(folder, nameOf(day)));
				await rm(part, { recursive: true, force: true });
			}
			return { folders: days.map(nameOf), written: missing.map(({ day }) => day) };
		}, signal),
});
