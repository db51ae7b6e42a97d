import type { ProductSight, ProductSightReader, Sighted } from "../recommendation-ports.js";
import type { Database } from "./database.js";
import { listedProducts } from "./listed-products.js";
import sightsSql from "./sql/read/sights.sql";
import type { Params, PlainRow } from "./values.js";

const actions: readonly unknown[] = ["product_viewed", "product_added", "order_completed"];

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** One a product that the event names: its own, else those of its products[]; one without a product for an event that names none. */
const sightsIn = (row: PlainRow): ProductSight[] => {
	const of = { seq: Number(row["seq"]), ts: Number(row["ts"]), visitor: String(row["visitor"]), sessionId: textOrNull(row["session_id"]) };
	const bare = { ...of, action: null, productId: null, name: null, category: null };
	if (!actions.includes(row["action"])) return [bare];
	const action = row["action"] as ProductSight["action"];
	const productId = textOrNull(row["product_id"]);
	if (productId !== null)
		return [{ ...of, action, productId, name: textOrNull(row["product_name"]), category: textOrNull(row["product_category"]) }];
	const listed = typeof row["properties"] === "string" ? listedProducts(row["properties"]) : [];
	return listed.length === 0 ? [bare] : listed.map((product) => ({ ...of, action, ...product }));
};

const filled = (chosen: string, order: string): string => sightsSql.replace("/*chosen*/", chosen).replace("/*order*/", order);

const ofNumbers = filled(
	"seq > $after AND seq <= $upto AND (session_id IS NULL OR action IN ('product_viewed', 'product_added', 'order_completed'))",
	"seq ASC",
);

/** Of an event with a session id that names no product nothing is told. */
const tells = ({ sessionId, productId }: ProductSight): boolean => sessionId === null || productId !== null;

const conditions = {
	visitor: "visitor = $visitor",
	sessionId: "session_id = $sessionId",
	userId: "user_id = $userId",
	verifiedUser: "user_id = $verifiedUser AND user_verified",
	from: "ts >= $from",
} as const satisfies Record<keyof Sighted, string>;

const ofWhom = (who: Sighted): { readonly sql: string; readonly params: Params } => {
	const given = (Object.keys(conditions) as (keyof Sighted)[]).filter((name) => who[name] !== undefined);
	const meant = given.length === 0 ? "false" : given.map((name) => conditions[name]).join(" AND ");
	return {
		sql: `${filled(meant, "ts DESC, seq DESC")} LIMIT $limit`,
		params: Object.fromEntries(given.map((name) => [name, who[name] as string | number])),
	};
};

const columns = { visitor: "visitor", sessionId: "session_id", userId: "user_id" } as const;

const sightedBy = (column: (typeof columns)[keyof typeof columns]): string =>
	`SELECT ${column} AS id, count(*) AS events, max(ts) AS last_ts FROM events
	WHERE NOT hidden AND action IN ('product_viewed', 'product_added', 'order_completed') AND contains(lower(${column}), lower($text))
	GROUP BY ${column} ORDER BY last_ts DESC, id ASC LIMIT $limit`;

/** `judged`: the highest number that may be told of, once what came before is judged. */
export const openSights = (database: Database, judged: () => Promise<number>): Omit<ProductSightReader, "edits"> => ({
	productSights: async ({ after, limit }) => {
		const last = await judged();
		return database.use(async (link) => {
			const stored = Number((await link.row("SELECT coalesce(max(seq), 0) AS newest FROM events"))["newest"]);
			const newest = Math.min(stored, last);
			if (newest <= after) return { sights: [], upto: after, newest };
			const upto = Math.min(newest, after + limit);
			return { sights: (await link.rows(ofNumbers, { after, upto })).flatMap(sightsIn).filter(tells), upto, newest };
		});
	},
	sighted: async (by, text, limit) => {
		const rows = await database.use((link) => link.rows(sightedBy(columns[by]), { text, limit }));
		return rows.map((row) => ({ id: String(row["id"]), events: Number(row["events"]), lastTs: Number(row["last_ts"]) }));
	},
	sightsOf: (who, limit) =>
		database.use(async (link) => {
			const { sql, params } = ofWhom(who);
			return (await link.rows(sql, { ...params, limit })).flatMap(sightsIn);
		}),
});
