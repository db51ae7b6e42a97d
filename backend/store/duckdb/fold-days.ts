import type { Link } from "./database.js";
import touchedDays from "./sql/fold/80-days.sql";
import ofTouchedDays from "./sql/fold/81-day.sql";
import editedBounds from "./sql/fold/82-edited-bounds.sql";
import pages from "./sql/kept/days-pages.sql";
import products from "./sql/kept/days-products.sql";
import told from "./sql/kept/days-told.sql";

/** Numbers of the events of a step: after `folded`, up to `upto`. */
export interface Span {
	readonly folded: number;
	readonly upto: number;
}

/** What is kept of a UTC day, each table's rows made from those it had and from `day_events`. */
const ofDays = {
	kept_product_days: products,
	kept_page_days: pages,
	kept_told_days: told,
} as const;

export const dayTables = Object.keys(ofDays);

const columns = `ts - ((ts % 86400000) + 86400000) % 86400000 AS day, ts, source, event_id, action, page, product_id, product_name, product_category`;

/** Adds what is new to the days it touches, and makes edited days again. */
export const foldDays = async (link: Link, { folded, upto }: Span): Promise<void> => {
	await link.exec(touchedDays, { folded, upto });
	const { lo, hi } = await link.row(editedBounds);
	for (const [table, sql] of Object.entries(ofDays)) {
		const build = ofTouchedDays.replaceAll("/*columns*/", columns).replace("/*table*/", table).replace("/*day*/", sql);
		await link.exec(build, { folded, upto, lo: Number(lo), hi: Number(hi) });
		await link.exec(`DELETE FROM ${table} WHERE day IN (SELECT day FROM touched_days)`);
		await link.exec(`INSERT INTO ${table} BY NAME FROM built_days`);
	}
};
