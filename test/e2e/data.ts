import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../scripts/project.js";

/** A file to import and what Overview must then say of it. */
export interface Sample {
	readonly path: string;
	readonly name: string;
	readonly rows: string;
	readonly cards: Readonly<Record<string, string>>;
}

const recorded = (): string =>
	join(process.env["REAL_DATA_DIR"] ?? join(root, "..", "shared", "data"), "dev_online_retail_2010-12_2011-01.csv.gz");

/** Order lines of a real shop: its README's figures, computed with an independent engine. */
const retail = (path: string): Sample => ({
	path,
	name: "dev_online_retail_2010-12_2011-01.csv.gz",
	rows: "77,628",
	cards: { Revenue: "1,515,110.70", Orders: "2,749", Conversion: "78.5", "Average order": "551.15", "Bounce rate": "24.5" },
});

const lines = [
	"ts,session_id,user_id,event_type,item_id,price,qty,page",
	"2026-03-02T09:00:00Z,s1,u1,pageview,,,,/home",
	"2026-03-02T09:01:00Z,s1,u1,purchase,A,10.00,2,",
	"2026-03-02T09:01:00Z,s1,u1,purchase,B,2.50,1,",
	"2026-03-03T10:00:00Z,s2,u2,pageview,,,,/home",
	"2026-03-04T11:00:00Z,s3,u1,purchase,A,10.00,1,",
	"2026-03-04T12:00:00Z,s4,u3,pageview,,,,/product/B",
];

/** Worked out by hand: 22.50 in s1 and 10.00 in s3, of four sessions; s2, s3 and s4 have a single event. */
const madeUp = async (folder: string): Promise<Sample> => {
	const path = join(folder, "shop.csv");
	await writeFile(path, `${lines.join("\n")}\n`);
	const cards = { Revenue: "32.50", Orders: "2", Conversion: "50.0", "Average order": "16.25", "Bounce rate": "75.0" };
	return { path, name: "shop.csv", rows: "6", cards };
};

/** The recorded shop where REAL_DATA_DIR has it, else a small one with answers worked out by hand. */
export const sample = (folder: string): Promise<Sample> => (existsSync(recorded()) ? Promise.resolve(retail(recorded())) : madeUp(folder));

/** Always the small one: for tests that are about something else than numbers. */
export const smallSample = madeUp;
