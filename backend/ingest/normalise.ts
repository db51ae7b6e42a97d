import { v7 as timeOrderedId } from "uuid";
import type { EventInput } from "../contract/events.js";
import type { NewEvent } from "../store/event.js";
import { actionOf } from "./actions.js";
import { deviceOf } from "./device.js";
import { Fault } from "./fault.js";
import type { AddressHashes } from "./ip-hash.js";
import { campaignOf, placeOf } from "./page.js";
import { currencyOf, type Field, type Found, find, moneyOf, quantityOf, remaining, textOf } from "./properties.js";
import { eventTime } from "./time.js";

/** What the way in knows of an event beside what it says itself. */
export interface EventMeta {
	/** Server time, epoch ms. */
	readonly receivedAt: number;
	/** Where an event that names no source comes from: `api`, `import:<hash>`. */
	readonly source: string;
	/** sent_at of the batch, for events without their own. */
	readonly sentAt?: number | string | null | undefined;
	readonly addresses?: AddressHashes | null;
	readonly userAgent?: string | null;
	/** The user whom a signed-in session vouches for; `all` when a server-side key or the person at the computer does. */
	readonly vouchedUser?: string | null | undefined;
	readonly writeKey?: string | null;
}

const longestSource = 128;
const longestAgent = 512;

/** Half a character: two ids that differ only there would be stored as one. */
const halfCharacter = /[\ud800-\udfff]/u;

const checkIdentity = (path: string, text: string): string => {
	if (!halfCharacter.test(text)) return text;
	throw new Fault({
		code: "invalid",
		path,
		message: "The id holds half a character (a lone surrogate)",
		fix: "Send well-formed Unicode text.",
	});
};

const sourceOf = (found: Found, fallback: string): string => {
	const sent = found.source?.value;
	if (typeof sent !== "string") return fallback;
	if (sent.length <= longestSource) return checkIdentity("properties.source", sent);
	throw new Fault({
		code: "invalid",
		path: "properties.source",
		message: `The source is longer than ${longestSource} characters`,
		fix: "Name the source with a short word, such as web or pos.",
	});
};

const none = { utmSource: null, utmMedium: null, utmCampaign: null, utmTerm: null, utmContent: null };

const campaign = (found: Found, url: string | null) => {
	const ofUrl = campaignOf(url) ?? none;
	return {
		utmSource: textOf(found, "utmSource") ?? ofUrl.utmSource,
		utmMedium: textOf(found, "utmMedium") ?? ofUrl.utmMedium,
		utmCampaign: textOf(found, "utmCampaign") ?? ofUrl.utmCampaign,
		utmTerm: textOf(found, "utmTerm") ?? ofUrl.utmTerm,
		utmContent: textOf(found, "utmContent") ?? ofUrl.utmContent,
	};
};

const devices: ReadonlySet<string> = new Set(["desktop", "mobile", "tablet", "tv", "bot"]);

const agentOf = (found: Found, meta: EventMeta): { userAgent: string | null; device: string | null } => {
	const userAgent = (textOf(found, "userAgent") ?? meta.userAgent)?.slice(0, longestAgent) || null;
	const told = textOf(found, "device")?.toLowerCase();
	const device = told !== undefined && devices.has(told) ? told : userAgent === null ? null : deviceOf(userAgent);
	return { userAgent, device };
};

const isVouched = (userId: string | null, vouched: string | null | undefined): boolean =>
	userId !== null && vouched !== null && vouched !== undefined && (vouched === "all" || vouched === userId);

/** An event of the wire, checked by its decoder, as the one form every store takes. Throws a Fault; nothing is guessed. */
export const normalise = (input: EventInput, meta: EventMeta): NewEvent => {
	const properties = input.properties ?? {};
	const found = find(properties);
	const eventId = input.event_id === undefined ? timeOrderedId() : checkIdentity("event_id", input.event_id);
	const clientId = input.client_id ?? null;
	const userId = input.user_id ?? null;
	const sessionId = input.session_id ?? null;
	const eventType = input.event_type ?? "pageview";
	const place = placeOf(input.page ?? null, textOf(found, "url"));
	const productId = textOf(found, "productId");
	const columns = {
		source: sourceOf(found, meta.source),
		url: place.url,
		referrer: textOf(found, "referrer"),
		productId,
		price: moneyOf(found, "price"),
		quantity: quantityOf(found),
		currency: currencyOf(found),
		orderId: textOf(found, "orderId"),
		revenue: moneyOf(found, "revenue"),
	} satisfies Partial<Record<Field, unknown>>;
	return {
		...columns,
		eventId,
		ts: eventTime({ timestamp: input.timestamp, sentAt: input.sent_at ?? meta.sentAt }, meta.receivedAt),
		receivedAt: meta.receivedAt,
		visitor: clientId ?? userId ?? sessionId ?? eventId,
		clientId,
		sessionId,
		userId,
		userVerified: isVouched(userId, meta.vouchedUser),
		eventType,
		action: actionOf(eventType, productId !== null),
		page: place.page,
		...campaign(found, place.url),
		productName: textOf(found, "productName"),
		productCategory: textOf(found, "productCategory"),
		total: moneyOf(found, "total"),
		searchTerm: textOf(found, "searchTerm"),
		...agentOf(found, meta),
		channel: textOf(found, "channel"),
		writeKey: meta.writeKey ?? null,
		ipHash: meta.addresses?.ipHash ?? null,
		netHash: meta.addresses?.netHash ?? null,
		properties: remaining(properties, found, columns),
	};
};
