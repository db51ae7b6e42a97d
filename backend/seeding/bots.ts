import type { BotKind } from "../contract/seeding.js";
import { agentsOf, declaredBots } from "./agents.js";
import { categoryPage, productIn } from "./assortment.js";
import { type Calendar, instantIn } from "./calendar.js";
import { cartProperties, orderProperties, productProperties } from "./event.js";
import { pageOf, site } from "./origin.js";
import { streams } from "./person.js";
import type { Plan } from "./plan.js";
import { mix, openRandom, place, type Random, sumsOf } from "./random.js";
import { categories } from "./shop/categories.js";
import type { Step } from "./visit.js";

/** A kind of noise, as the truth tells of it. */
export interface PlantedBot {
	readonly kind: BotKind;
	readonly about: string;
	/** Visitors that only this noise has. */
	readonly visitors: number;
}

/** A visit that is noise from its first event to its last. */
export interface BotVisit extends PlantedBot {
	readonly random: Random;
	/** Among the bots; its visitor's number follows those of the people. */
	readonly visitor: number;
	readonly start: number;
	readonly steps: readonly Step[];
	/** Milliseconds between its events. */
	readonly gap: () => number;
	readonly userAgent: string;
	readonly address: string;
	readonly userId: string | null;
	readonly order: { readonly cents: number } | null;
}

type Kind = "declared_bot" | "too_fast" | "exact_intervals" | "no_view" | "spam_referrer" | "internal";

/** Listed by matomo-org/referrer-spam-list for years. */
const spamHosts = [
	"semalt.com",
	"buttons-for-website.com",
	"darodar.com",
	"best-seo-offer.com",
	"free-share-buttons.com",
	"social-buttons.com",
] as const;

const page = (path: string): Step => ({ type: "pageview", page: path, properties: {} });

const productStep = (random: Random): Step => {
	const product = productIn(random, random.below(categories.length));
	return { type: "product_view", page: pageOf(product), properties: productProperties(product) };
};

/** Takes what it finds, page by page. */
const crawl = (random: Random, least: number, spread: number): Step[] => [
	page("/home"),
	...Array.from({ length: least + random.below(spread) }, () =>
		random.chance(0.25) ? page(categoryPage(random.below(categories.length))) : productStep(random),
	),
];

/** Orders what it never looked at, as who tries out stolen cards does. */
const blindOrder = (random: Random, orderId: string): { readonly steps: Step[]; readonly cents: number } => {
	const lines = [{ product: productIn(random, random.below(categories.length)), quantity: 1 }];
	const { cents, properties } = orderProperties(lines, 0);
	return {
		cents,
		steps: [
			{ type: "checkout_started", page: "/checkout", properties: cartProperties(lines) },
			{ type: "purchase", page: "/checkout", properties: { order_id: orderId, payment_method: "credit_card", ...properties } },
		],
	};
};

/** Visits of the kind in ten thousand of people's. */
const rates: Readonly<Record<Kind, number>> = {
	declared_bot: 40,
	too_fast: 16,
	exact_intervals: 12,
	no_view: 8,
	spam_referrer: 30,
	internal: 24,
};
const kinds = Object.keys(rates) as Kind[];
/** However much is seeded: the truth names each of their events. */
const mostOfAKind = 1_000;

const abouts: Readonly<Record<BotKind, string>> = {
	declared_bot: "Crawlers that say so in their user agent",
	too_fast: "Scrapers behind a browser's name, several pages a second",
	exact_intervals: "A monitor that asks every so many seconds, to the millisecond",
	no_view: "Orders of visitors who saw no product",
	spam_referrer: "Single hits that come from spam referrers",
	internal: "The shop's own people: an address of the office, and an ignore flag",
	repeated_order: "Orders sent again under other event ids",
	impossible_amount: "Quantities and prices that the catalog does not know",
};

export const internalAddresses = ["192.0.2.10", "192.0.2.11"] as const;

/** Pauses of people, for those who are. */
const humanGap = (random: Random) => (): number => 4_000 + random.below(40_000);

const visitors = 1;

const make: Readonly<Record<Kind, (random: Random, nth: number, orderId: string) => Pick<BotVisit, "steps" | "gap"> & Partial<BotVisit>>> =
	{
		declared_bot: (random) => ({
			steps: crawl(random, 4, 14),
			gap: () => 1_500 + random.below(9_000),
			userAgent: random.pick(declaredBots),
		}),
		too_fast: (random) => ({ steps: crawl(random, 22, 40), gap: () => 90 + random.below(420) }),
		exact_intervals: (random) => {
			const every = 1_000 * (3 + random.below(8));
			return { steps: crawl(random, 16, 20), gap: () => every };
		},
		no_view: (random, _nth, orderId) => {
			const { steps, cents } = blindOrder(random, orderId);
			return { steps, order: { cents }, gap: () => 3_000 + random.below(12_000) };
		},
		spam_referrer: (random) => ({
			steps: [{ ...page("/home"), properties: { referrer: `http://${random.pick(spamHosts)}/` } }],
			gap: () => 0,
		}),
		internal: (random, nth) => ({
			steps: crawl(random, 2, 8).map((step) => ({ ...step, properties: { ...step.properties, ignore: true, traffic_type: "internal" } })),
			gap: humanGap(random),
			address: internalAddresses[nth % internalAddresses.length] as string,
			userId: "staff@larch-and-loom.example",
		}),
	};

/** Each first page has an address, as people's have. */
const withAddress = ([first, ...rest]: readonly Step[]): Step[] =>
	first ? [{ ...first, properties: { ...first.properties, url: `${site}${first.page}` } }, ...rest] : [];

/** Every visit of the bots, by its start. */
export const botVisits = (plan: Plan, calendar: Calendar, sessions: number): BotVisit[] => {
	if (!plan.bots) return [];
	const days = sumsOf(calendar.map(({ weight }) => weight));
	const visits = kinds.flatMap((kind, at) =>
		Array.from(
			{ length: Math.min(mostOfAKind, Math.max(1, Math.round((sessions * rates[kind]) / 10_000))) },
			(_, nth): Omit<BotVisit, "visitor"> => {
				const random = openRandom(mix(plan.seed, streams.bots + at * 16), nth);
				const start = instantIn(calendar[place(days, random.next())] as Calendar[number], random);
				const agent = random.pick(agentsOf("desktop")).text;
				const address = `198.51.100.${1 + random.below(254)}`;
				const made = make[kind](random, nth, `${plan.key}-X${at}${nth}`);
				return {
					kind,
					about: abouts[kind],
					visitors,
					random,
					start,
					userAgent: agent,
					address,
					userId: null,
					order: null,
					...made,
					steps: withAddress(made.steps),
				};
			},
		),
	);
	return visits.sort((a, b) => a.start - b.start || a.kind.localeCompare(b.kind)).map((visit, visitor) => ({ ...visit, visitor }));
};

/** Noise that is added to a person's visit. */
export interface Addition extends PlantedBot {
	readonly step: Step;
	/** Milliseconds after the visit's last event. */
	readonly after: number;
}

const repeatShare = 0.03;
const impossibleShare = 0.012;

/** An order sent twice or three times; an amount that cannot be, put into a cart that is there. Mostly none. */
export const additionsTo = (plan: Plan, random: Random, steps: readonly Step[]): Addition[] => {
	if (!plan.bots) return [];
	const order = steps.find(({ type }) => type === "purchase");
	const repeats = order && random.chance(repeatShare) ? 1 + random.below(2) : 0;
	const repeated = Array.from(
		{ length: repeats },
		(_, nth): Addition => ({
			kind: "repeated_order",
			about: abouts.repeated_order,
			visitors: 0,
			step: order as Step,
			after: 2_500 * (nth + 1),
		}),
	);
	const added = steps.find(({ type }) => type === "add_to_cart");
	if (!added || !random.chance(impossibleShare)) return repeated;
	const { price } = added.properties as { price: number };
	const wrong = random.chance(0.5)
		? { quantity: 1_000 * (1 + random.below(90)) }
		: { price: Math.round(price * 0.01 * 100) / 100, quantity: 1 };
	const step = { ...added, properties: { ...added.properties, ...wrong } };
	return [...repeated, { kind: "impossible_amount", about: abouts.impossible_amount, visitors: 0, step, after: 9_000 }];
};
