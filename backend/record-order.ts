import type { OrderEvent } from "./catalog/catalog.js";
import type { Ingest } from "./ingest/ingest.js";

/** An order as an event of the shop, under an id of its own order: told again, it is the same event. */
export const recordOrder = async (ingest: Ingest, { order, clientId, sessionId, peer }: OrderEvent): Promise<void> => {
	const { order_id, user_id, created_at, items, subtotal, tax, shipping, total, currency } = order;
	await ingest.one(
		{
			event_id: `order-${order_id}`,
			client_id: clientId,
			session_id: sessionId,
			user_id,
			event_type: "order_completed",
			page: "/checkout",
			timestamp: created_at,
			properties: { source: "shop", order_id, revenue: subtotal, tax, shipping, total, currency, products: items },
		},
		{ peer, userAgent: null, bodyBytes: 0, vouchedUser: "all" },
	);
};
