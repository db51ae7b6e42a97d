import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../backend/contract/base.js";
import type { Explained, Recommendation } from "../../backend/contract/recommendations.js";
import { errorOf, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
	await stock();
	await crowd();
});
afterAll(() => server.close());

const catalog = [
	"sku,name,category,price,currency,tags,stock",
	"mugs,Stoneware mugs,Kitchen,48,EUR,clay,12",
	"candle,Beeswax candle,Home,24,EUR,,890",
	"lamp,Rattan lamp,Home,89,EUR,,41",
	"throw,Merino throw,Bedding,129,EUR,,7",
	"board,Oak board,Kitchen,36,EUR,,0",
	"napkins,Linen napkins,Kitchen,19,EUR,,",
].join("\n");

const stock = async (): Promise<void> => {
	const headers = { "content-type": "application/octet-stream" };
	const upload = await server.call("/api/imports/files?name=products.csv", { method: "POST", as: "owner", body: catalog, headers });
	const { file_id } = upload.json as { file_id: string };
	const reply = await server.call("/api/products/import", { method: "POST", as: "owner", body: { file_id } });
	expect(reply.json).toMatchObject({ inserted: 6 });
};

interface Sent {
	readonly session: string;
	readonly type?: string;
	readonly products: readonly string[];
	readonly user?: string;
	readonly as?: Role;
}

const send = async ({ session, type = "product_viewed", products, user, as = "anyone" }: Sent): Promise<void> => {
	const events = products.map((product_id, at) => ({
		client_id: `v-${session}`,
		session_id: session,
		...(user !== undefined && { user_id: user }),
		event_type: type,
		timestamp: new Date(server.now() - 60_000 + at * 1_000).toISOString(),
		properties: { product_id, product_name: `Event's ${product_id}`, ...(type === "order_completed" && { order_id: `o-${session}` }) },
	}));
	const reply = await server.call("/api/ingest-batch", { method: "POST", body: { events }, as });
	expect(reply.json).toMatchObject({ inserted: products.length });
};

/** Four sessions order mugs, three of them with the candle; others look at what is gone, sold out or merely liked. */
const crowd = async (): Promise<void> => {
	for (const [session, products] of Object.entries({
		c1: ["mugs", "candle"],
		c2: ["mugs", "candle", "throw"],
		c3: ["mugs", "candle"],
		c4: ["mugs", "board"],
	}))
		await send({ session, products, type: "order_completed" });
	for (const session of ["d1", "d2"]) await send({ session, products: ["mugs", "board", "vanished", "lamp"] });
};

interface Listed {
	readonly items: Recommendation[];
	readonly origin: string;
}

const ask = async (query: string, as: Role = "anyone"): Promise<Listed> => {
	const reply = await server.call(`/api/recommendations${query}`, { as });
	expect(reply.status, reply.text).toBe(200);
	return reply.json as Listed;
};

const explain = async (query: string): Promise<Explained> => {
	const reply = await server.call(`/api/recommendations/explain${query}`, { as: "analyst" });
	expect(reply.status, reply.text).toBe(200);
	return reply.json as Explained;
};

const ids = ({ items }: { readonly items: readonly { readonly product_id: string }[] }): string[] =>
	items.map(({ product_id }) => product_id);

test("whoever says nothing of himself gets what the shop sells, most looked at first, with the catalog's own words and prices", async () => {
	const { items, origin } = await ask("?limit=3");
	expect(origin).toBe("computed");
	expect(items[0]).toEqual({
		product_id: "mugs",
		slug: "stoneware-mugs",
		name: "Stoneware mugs",
		category: "Kitchen",
		price: 48,
		currency: "EUR",
		tags: ["clay"],
		image_url: null,
		stock: 12,
		reason: "1st in the shop: in 6 of 6 sessions",
		origin: "computed",
		way: "popular",
	});
});

test("products gone from the catalog and products sold out are never recommended", async () => {
	for (const query of ["", "?products=mugs", "?limit=24&products=lamp,mugs"]) {
		const got = ids(await ask(query));
		expect(got).not.toContain("vanished");
		expect(got).not.toContain("board");
	}
});

test("a page's own products are answered with what is ordered with them, counted, and without naming them", async () => {
	const { items } = await ask("?products=mugs");
	expect(items[0]).toMatchObject({ product_id: "candle", reason: "Bought together in 3 of 4 sessions with an order" });
	expect(ids({ items })).not.toContain("mugs");
	for (const { reason } of items) expect(reason).not.toMatch(/mug/i);
});

test("a visitor's session counts for who has both of its ids, while it lasts, and its next view at once", async () => {
	await send({ session: "mine", products: ["mugs"] });
	const both = "?client_id=v-mine&session_id=mine";
	expect(ids(await ask(both))[0]).toBe("candle");
	await send({ session: "mine", products: ["candle"] });
	expect(ids(await ask(both))).not.toContain("candle");
	const popular = ids(await ask(""));
	for (const query of ["?client_id=v-mine", "?session_id=mine", "?client_id=v-d1&session_id=mine"])
		expect(ids(await ask(query))).toEqual(popular);
	server.pass(31 * 60_000);
	expect(ids(await ask(both))).toEqual(ids(await ask("")));
});

test("an account's list is made of events that are vouched for, and of nobody else's claim", async () => {
	const { customer } = server.userIds;
	await send({ session: "claimed", products: ["candle", "throw", "lamp", "napkins"], user: customer });
	expect(ids(await ask("", "customer"))).toEqual(ids(await ask("")));
	await send({ session: "own", products: ["mugs"], user: customer, as: "customer" });
	const { items } = await ask("", "customer");
	expect(items[0]).toMatchObject({ product_id: "candle", reason: "Bought together with Event's mugs in 3 of 4 sessions with an order" });
	expect(ids({ items })).not.toContain("mugs");
	await send({ session: "own-order", products: ["candle"], user: customer, as: "customer", type: "order_completed" });
	expect(ids(await ask("", "customer"))).not.toContain("candle");
});

test("an analyst sees what it was computed from: the session, its neighbours and what was left out", async () => {
	const found = await explain("?kind=session&id=d1&limit=6");
	expect(found.session).toMatchObject({
		key: "s:d1",
		products: [{ name: "Stoneware mugs" }, { name: "Oak board" }, { product_id: "vanished" }, { name: "Rattan lamp" }],
	});
	expect(found.timeline.map(({ product }) => product?.product_id)).toEqual(["mugs", "board", "vanished", "lamp"]);
	expect(found.neighbours[0]).toMatchObject({
		key: "s:d2",
		shared: [{ product_id: "mugs" }, { product_id: "board" }, { product_id: "vanished" }, { product_id: "lamp" }],
	});
	expect(found.items.find(({ product_id }) => product_id === "candle")?.because).toEqual({
		kind: "together",
		product: { product_id: "mugs", name: "Event's mugs" },
		sessions: 3,
		of: 5,
		with_product: 4,
	});
	expect(found.steps.neighbours).toBe(found.steps.candidates);
	const all = await explain("?kind=session&id=c1&limit=6&in_stock=false&leave_out_bought=false");
	expect(ids(all)).toContain("board");
	const some = await explain("?kind=session&id=c1&limit=6");
	expect(ids(some)).not.toContain("board");
	expect(some.steps).toMatchObject({ out_of_stock: 1 });
	expect(some.bought.map(({ product_id }) => product_id).toSorted()).toEqual(["candle", "mugs"]);
});

test("whoever was never seen has no session and gets the popular; subjects are found by a part of their id", async () => {
	const none = await explain("?kind=visitor&id=nobody");
	expect(none).toMatchObject({ session: null, timeline: [], neighbours: [] });
	expect(none.items[0]?.because.kind).toBe("popular");
	const reply = await server.call("/api/recommendations/subjects?kind=session&q=C", { as: "analyst" });
	expect(ids2(reply.json)).toEqual(expect.arrayContaining(["c1", "c2", "c3", "c4", "claimed"]));
});

const ids2 = (json: unknown): string[] => (json as { items: { id: string }[] }).items.map(({ id }) => id).toSorted();

test("what a visitor looked at is for analysts: customers and strangers are refused", async () => {
	for (const path of ["/api/recommendations/explain?kind=visitor&id=v-c1", "/api/recommendations/subjects?kind=visitor"]) {
		expect((await server.call(path)).status).toBe(401);
		expect((await server.call(path, { as: "customer" })).status).toBe(403);
	}
});

test.each(["?limit=0", "?limit=25", "?limit=1.5", "?client_id="])("what makes no sense is told: %s", async (query) => {
	const reply = await server.call(`/api/recommendations${query}`);
	expect(reply.status).toBe(422);
	expect(errorOf(reply).code).toBe("invalid");
});
