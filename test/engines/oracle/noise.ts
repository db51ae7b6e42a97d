import { isBot } from "isbot";
import type { NoiseRuleId } from "../../../backend/contract/cleanup.js";
import type { NewEvent } from "../../../backend/store/event.js";

/** Every noise rule by brute force: each event against all others, as docs/noise.md has it and with the usual limits unless told. */

export interface OracleProduct {
	readonly productId: string;
	readonly price: number;
	readonly currency: string | null;
}

export interface OracleLimits {
	readonly views: number;
	readonly gapMs: number;
	readonly gaps: number;
	readonly toleranceMs: number;
	readonly graceS: number;
	readonly seconds: number;
	readonly quantity: number;
	readonly times: number;
	readonly users: readonly string[];
	readonly ipHashes: readonly string[];
	readonly netHashes: readonly string[];
	readonly spam: readonly string[];
}

interface World {
	readonly log: readonly NewEvent[];
	readonly limits: OracleLimits;
	readonly products: readonly OracleProduct[];
}

const half = 1_800_000;

const isBrowse = ({ action }: NewEvent): boolean => action === "page_viewed" || action === "product_viewed";
const assets = /\.(css|js|mjs|map|json|png|jpg|jpeg|gif|svg|ico|webp|avif|woff|woff2|ttf|eot|otf|mp4|webm|mp3)$/i;

const browses = ({ log }: World, source: string): boolean => log.some((event) => event.source === source && isBrowse(event));

const isView = (world: World, event: NewEvent): boolean =>
	(isBrowse(event) || event.action === "product_list_viewed") && browses(world, event.source) && !assets.test(event.page ?? "");

const viewTimes = (world: World, visitor: string): number[] =>
	world.log
		.filter((event) => event.visitor === visitor && isView(world, event))
		.map(({ ts }) => ts)
		.sort((a, b) => a - b);

const near = (spans: readonly (readonly [number, number])[], ts: number): boolean =>
	spans.some(([lo, hi]) => ts >= lo - half && ts <= hi + half);

const fastSpans = (world: World, visitor: string): [number, number][] => {
	const times = viewTimes(world, visitor);
	const { views, gapMs } = world.limits;
	return times.flatMap((ts, at): [number, number][] => {
		const first = times[at - views];
		return first !== undefined && ts - first < views * gapMs ? [[first, ts]] : [];
	});
};

const exactSpans = (world: World, visitor: string): [number, number][] => {
	const times = viewTimes(world, visitor);
	const { gaps, toleranceMs } = world.limits;
	const found: [number, number][] = [];
	for (let start = 0; start < times.length; start++)
		for (let end = start + gaps; end < times.length; end++) {
			const own = Array.from({ length: end - start }, (_, at) => (times[start + at + 1] as number) - (times[start + at] as number));
			if (own.every((gap, at) => gap >= 1000 && (at === 0 || Math.abs(gap - (own[at - 1] as number)) <= toleranceMs)))
				found.push([times[start] as number, times[end] as number]);
		}
	return found;
};

const firstView = (world: World, holds: (event: NewEvent) => boolean): number =>
	Math.min(...world.log.filter((event) => isView(world, event) && holds(event)).map(({ ts }) => ts));

const boughtUnseen = (world: World, order: NewEvent): boolean => {
	if (order.action !== "order_completed" || !browses(world, order.source)) return false;
	const began = Math.min(...world.log.filter((event) => event.source === order.source && isBrowse(event)).map(({ ts }) => ts));
	if (order.ts <= began + half) return false;
	const seen = Math.min(
		firstView(world, ({ visitor }) => visitor === order.visitor),
		firstView(world, ({ sessionId }) => sessionId !== null && sessionId === order.sessionId),
		firstView(world, ({ userId }) => userId !== null && userId === order.userId),
	);
	return seen > order.ts + world.limits.graceS * 1000;
};

const toldBefore = (world: World, order: NewEvent): boolean =>
	order.action === "order_completed" &&
	order.orderId !== null &&
	browses(world, order.source) &&
	world.log.some(
		(other) =>
			other.action === "order_completed" &&
			other.source === order.source &&
			other.orderId === order.orderId &&
			other.productId === order.productId &&
			order.ts - other.ts > world.limits.seconds * 1000,
	);

interface Line {
	readonly product: string | null;
	readonly price: number | null;
	readonly quantity: number | null;
}

const told = (entry: Record<string, unknown>, names: readonly string[]): string | null => {
	const values = names
		.map((name) => entry[name])
		.filter((value) => (typeof value === "string" && value !== "") || typeof value === "number");
	return values.length === 0 ? null : String(values[0]);
};
const amount = (text: string | null): number | null =>
	text === null || text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);

const linesOf = (event: NewEvent): Line[] => {
	const { products } = event.properties;
	const entries = Array.isArray(products) ? products : [];
	return [
		{ product: event.productId, price: event.price === null ? null : Number(event.price), quantity: event.quantity },
		...entries.map((entry: unknown): Line => {
			const fields = typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>) : {};
			return {
				product: told(fields, ["product_id", "productId", "sku", "item_id", "id"]),
				price: amount(told(fields, ["price", "product_price", "item_price", "unit_price"])),
				quantity: amount(told(fields, ["quantity", "qty"]) ?? "1"),
			};
		}),
	];
};

const impossible = (world: World, event: NewEvent): boolean => {
	if (event.action !== "product_added" && event.action !== "order_completed") return false;
	if (!browses(world, event.source)) return false;
	const { quantity: most, times } = world.limits;
	return linesOf(event).some(({ product, price, quantity }) => {
		if (quantity !== null && (quantity > most || quantity <= 0)) return true;
		if (price === null) return false;
		if (price < 0) return true;
		const offered = world.products.filter(
			(one) =>
				one.productId === product && one.price > 0 && (one.currency === null || event.currency === null || one.currency === event.currency),
		);
		return offered.some((one) => price > one.price * times || (price > 0 && price * times < one.price));
	});
};

const isSpam = (world: World, referrer: string | null): boolean => {
	const host = referrer?.toLowerCase().match(/^(?:[a-z]+:\/\/)?([^/?#:]*)/)?.[1] ?? "";
	return world.limits.spam.some((site) => host === site || host.endsWith(`.${site}`));
};

const yes = (value: unknown): boolean => ["true", "1"].includes(String(value)) && typeof value !== "object";

const judges: Readonly<Record<NoiseRuleId, (event: NewEvent, world: World) => boolean>> = {
	known_source: ({ source }) => ["simulation", "basic_sim", "seed_demo"].includes(source),
	demo_client: ({ clientId }) => clientId === "client-demo",
	declared_bot: ({ userAgent, device }) => (userAgent === null ? device === "bot" : isBot(userAgent)),
	internal: ({ userId, ipHash, netHash, properties }, { limits }) =>
		limits.users.includes(userId ?? "") ||
		limits.ipHashes.includes(ipHash ?? "") ||
		limits.netHashes.includes(netHash ?? "") ||
		yes(properties["ignore"]) ||
		yes(properties["internal"]) ||
		properties["traffic_type"] === "internal",
	spam_referrer: (event, world) =>
		world.log.some(
			(other) => other.visitor === event.visitor && isSpam(world, other.referrer) && event.ts >= other.ts && event.ts - other.ts <= half,
		),
	too_fast: (event, world) => browses(world, event.source) && near(fastSpans(world, event.visitor), event.ts),
	exact_intervals: (event, world) => browses(world, event.source) && near(exactSpans(world, event.visitor), event.ts),
	no_view: (event, world) => boughtUnseen(world, event),
	repeated_order: (event, world) => toldBefore(world, event),
	impossible_amount: (event, world) => impossible(world, event),
	invalid_page: ({ eventType, page, url, action }) => {
		if (eventType.toLowerCase().includes("screen")) return false;
		if (page === null) return action === "page_viewed" && url === null;
		return !page.startsWith("/") && !/^[a-z][a-z0-9+.-]*:\/\//i.test(page);
	},
	missing_type: ({ eventType }) => ["", "undefined", "null", "none", "(not set)"].includes(eventType.trim().toLowerCase()),
};

/** Ids of the events that a rule finds, in the order of the log. */
export const noiseByHand = (rule: NoiseRuleId, world: World): string[] =>
	world.log.filter((event) => judges[rule](event, world)).map(({ eventId }) => eventId);
