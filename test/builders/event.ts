import type { NewEvent } from "../../backend/store/event.js";

let made = 0;

/** A plain page view in January 2024; every call has an id of its own. */
export const event = (overrides: Partial<NewEvent> = {}): NewEvent => {
	made += 1;
	const eventId = overrides.eventId ?? `e${made}`;
	const clientId = overrides.clientId === undefined ? "visitor-1" : overrides.clientId;
	return {
		source: "api",
		eventId,
		ts: Date.UTC(2024, 0, 10, 12),
		receivedAt: Date.UTC(2024, 0, 10, 12, 0, 1),
		visitor: clientId ?? overrides.userId ?? overrides.sessionId ?? eventId,
		clientId,
		sessionId: null,
		userId: null,
		userVerified: false,
		eventType: "pageview",
		action: "page_viewed",
		page: "/",
		url: null,
		referrer: null,
		utmSource: null,
		utmMedium: null,
		utmCampaign: null,
		utmTerm: null,
		utmContent: null,
		productId: null,
		productName: null,
		productCategory: null,
		price: null,
		quantity: null,
		currency: null,
		orderId: null,
		revenue: null,
		total: null,
		searchTerm: null,
		device: null,
		userAgent: null,
		channel: null,
		writeKey: null,
		ipHash: null,
		netHash: null,
		properties: {},
		...overrides,
	};
};
