import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventRow } from "../../backend/contract/events.js";
import type { Order } from "../../backend/contract/orders.js";
import { errorOf, startServer, type TestServer } from "./http-server.js";

let server: TestServer;
beforeAll(async () => {
	server = await startServer();
	const upload = await server.call("/api/imports/files?name=p.csv", {
		method: "POST",
		as: "owner",
		body: "sku,name,category,price,currency,stock\n1,Shoe,shoes,49.90,EUR,3\n2,Hat,hats,19,EUR,\n",
		headers: { "content-type": "application/octet-stream" },
	});
	const { file_id } = upload.json as { file_id: string };
	await server.call("/api/products/import", { method: "POST", as: "owner", body: { file_id } });
});
afterAll(() => server.close());

const place = (body: object, as: "anyone" | "customer" = "anyone") =>
	server.call("/api/orders", { method: "POST", as, body: { client_id: "v1", session_id: "s1", ...body } });

const orders = async (): Promise<EventRow[]> =>
	((await server.call("/api/events?event_type=order_completed", { as: "owner" })).json as { items: EventRow[] }).items;

test("an order is priced by the catalog, and is one event, however often it is sent", async () => {
	const body = {
		order_key: "checkout-0000000001",
		items: [
			{ product_id: "1", quantity: 2, price: 49.9 },
			{ product_id: "2", quantity: 1 },
		],
	};
	const replies = await Promise.all([place(body, "customer"), place(body, "customer"), place(body, "customer")]);
	expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
	const order = replies[0]?.json as Order;
	expect(order).toMatchObject({
		subtotal: 118.8,
		tax: 11.88,
		shipping: 5,
		total: 135.68,
		currency: "EUR",
		user_id: server.userIds.customer,
	});
	expect(replies.map(({ json }) => (json as Order).order_id)).toEqual(Array(3).fill(order.order_id));
	const events = await orders();
	expect(events).toHaveLength(1);
	expect(events[0]).toMatchObject({
		source: "shop",
		action: "order_completed",
		order_id: order.order_id,
		revenue: 118.8,
		currency: "EUR",
		visitor: "v1",
		session_id: "s1",
		user_id: server.userIds.customer,
	});
	expect((await server.call("/api/orders", { as: "customer" })).json).toMatchObject({ items: [{ order_id: order.order_id }] });
});

test("a forged price, an unknown product and more than there is are refused, and leave nothing behind", async () => {
	const before = (await orders()).length;
	const forged = await place({ order_key: "checkout-0000000002", items: [{ product_id: "1", quantity: 1, price: 0.01 }] });
	expect([forged.status, errorOf(forged).details?.["reason"]]).toEqual([409, "price"]);
	const gone = await place({ order_key: "checkout-0000000003", items: [{ product_id: "9", quantity: 1 }] });
	expect([gone.status, errorOf(gone).details?.["reason"]]).toEqual([409, "gone"]);
	const many = await place({ order_key: "checkout-0000000004", items: [{ product_id: "1", quantity: 2 }] });
	expect([many.status, errorOf(many).details?.["reason"]]).toEqual([409, "stock"]);
	const total = await place({ order_key: "checkout-0000000005", items: [{ product_id: "2", quantity: 1 }], total: 1 });
	expect(total.status).toBe(422);
	expect(await orders()).toHaveLength(before);
});

test("a quote keeps nothing", async () => {
	const reply = await server.call("/api/cart/quote", { method: "POST", body: { items: [{ product_id: "2", quantity: 3 }] } });
	expect(reply.json).toMatchObject({ subtotal: 57, tax: 5.7, shipping: 5, total: 67.7 });
	expect((await server.call("/api/orders")).status).toBe(401);
});
