import names from "./product-names.sql";
import told from "./product-names.told.sql";

const body = (sql: string): string => sql.slice(sql.indexOf("WITH") + "WITH".length);

/**
 * CTEs that end with `called`: product_id, product_name and product_category, one row a product that has either. Both are the newest
 * sent in the range, by (ts, event_id, source), with an event's own product or an item of an order; of several in one event the last by
 * text. `among`, a query of ids, spares looking at all other products.
 */
export const namesOf = (among?: string): string => {
	const chosen = among === undefined ? told : `SELECT t.* FROM (\n${told}) AS t WHERE t.product_id IN (${among})`;
	return `told AS (\n${chosen}),${body(names)}`;
};

/** A text that begins with WITH reads `called` too. */
export const withNames = (sql: string): string => `WITH ${namesOf()},${body(sql)}`;
