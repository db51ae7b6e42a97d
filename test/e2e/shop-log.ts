import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const columns =
	"ts,client_id,session_id,event_type,page,product_id,product_name,product_category,price,quantity,currency,order_id,search_term,results,source";

const line = (time: string, session: string, fields: Readonly<Record<string, string>>): string =>
	columns
		.split(",")
		.map(
			(name) => ({ ts: `2026-03-02T${time}:00Z`, client_id: `v-${session}`, session_id: session, source: "shop", ...fields })[name] ?? "",
		)
		.join(",");

const throwOf = { product_id: "A", product_name: "Merino throw", product_category: "Home", price: "10", quantity: "1", currency: "EUR" };
const mugs = { product_id: "B", product_name: "Stoneware mugs", product_category: "Kitchen", price: "5", quantity: "2", currency: "EUR" };

/**
 * Worked out by hand. Carts: s1 left after adding (10), s2 at the cart (10), s3 in the checkout (2 × 5), s4 ordered: 3 of 4 left, 30
 * in them. Products: A seen in s1 and s5, ordered once for 10; B once for 10. Searches: mug found nothing, throw led to a product.
 * Noise: two events of seed_demo.
 */
const lines = [
	line("09:00", "s1", { event_type: "page_view", page: "/" }),
	line("09:01", "s1", { event_type: "product_viewed", page: "/p/a", ...throwOf }),
	line("09:02", "s1", { event_type: "product_added", ...throwOf }),
	line("10:00", "s2", { event_type: "page_view", page: "/" }),
	line("10:01", "s2", { event_type: "product_added", ...throwOf }),
	line("10:02", "s2", { event_type: "page_view", page: "/cart" }),
	line("11:00", "s3", { event_type: "product_added", ...mugs }),
	line("11:01", "s3", { event_type: "checkout_started", page: "/checkout" }),
	line("12:00", "s4", { event_type: "product_added", ...throwOf }),
	line("12:01", "s4", { event_type: "order_completed", order_id: "o1", ...throwOf }),
	line("12:01", "s4", { event_type: "order_completed", order_id: "o1", ...mugs }),
	line("13:00", "s5", { event_type: "search", page: "/search", search_term: "mug", results: "0" }),
	line("13:01", "s5", { event_type: "search", page: "/search", search_term: "throw", results: "3" }),
	line("13:02", "s5", { event_type: "product_viewed", page: "/p/a", ...throwOf }),
	line("14:00", "s6", { event_type: "page_view", page: "/", source: "seed_demo" }),
	line("14:01", "s6", { event_type: "page_view", page: "/p/b", source: "seed_demo" }),
];

/** Its address below /dashboard: the one day it is of. */
export const shopDay = "from=2026-03-02&to=2026-03-02&tz=UTC&compare=none";

export const shopLog = async (folder: string): Promise<string> => {
	const path = join(folder, "shop-log.csv");
	await writeFile(path, `${[columns, ...lines].join("\n")}\n`);
	return path;
};
