import { type SeedChannel, seedChannels } from "../contract/seeding.js";
import { calibration } from "./calibration.js";
import { place, type Random, sumsOf } from "./random.js";
import type { ShopProduct } from "./shop/products.js";

/** The shop's address: `.example` is nobody's (RFC 2606). */
export const site = "https://larch-and-loom.example";

/** How a visit came, as its first event shows it. */
export interface Origin {
	readonly channel: SeedChannel;
	/** Of the address of the first page. */
	readonly query: string;
	readonly referrer: string | null;
}

const sums = {
	first: sumsOf(seedChannels.map((channel) => calibration.arrivals.first[channel])),
	later: sumsOf(seedChannels.map((channel) => calibration.arrivals.later[channel])),
};

const engines = [
	"https://www.google.com/",
	"https://www.google.com/",
	"https://www.google.com/",
	"https://www.bing.com/",
	"https://duckduckgo.com/",
	"https://www.ecosia.org/",
];
const networks = [
	["instagram", "https://l.instagram.com/"],
	["pinterest", "https://www.pinterest.com/"],
	["facebook", "https://l.facebook.com/"],
	["tiktok", "https://www.tiktok.com/"],
] as const;
const blogs = [
	"https://slow-rooms.example/guides/autumn-table",
	"https://the-potters-journal.example/friends",
	"https://northern-homes.example/shops",
	"https://gift-lists.example/under-50",
];
const mailings = ["newsletter", "back-in-stock", "cart-reminder", "welcome"];
const adGroups = ["brand", "kitchen", "living", "gifts"];

const tagged = (source: string, medium: string, campaign: string): string =>
	`utm_source=${source}&utm_medium=${medium}&utm_campaign=${campaign}`;

const paid = (random: Random): string => {
	const group = random.pick(adGroups);
	const click = Math.floor(random.next() * 1e9).toString(36);
	return random.chance(0.7) ? `${tagged("google", "cpc", group)}&gclid=${click}` : tagged("meta", "paid_social", group);
};

const evidence: Readonly<Record<SeedChannel, (random: Random) => Omit<Origin, "channel">>> = {
	direct: () => ({ query: "", referrer: null }),
	search: (random) => ({ query: "", referrer: random.pick(engines) }),
	email: (random) => ({ query: tagged("newsletter", "email", random.pick(mailings)), referrer: null }),
	social: (random) => {
		const [name, referrer] = random.pick(networks);
		return { query: random.chance(0.5) ? tagged(name, "social", "posts") : "", referrer };
	},
	ads: (random) => ({ query: paid(random), referrer: null }),
	referral: (random) => ({ query: "", referrer: random.pick(blogs) }),
};

export const spikeOrigin: Origin = {
	channel: "social",
	query: tagged("tiktok", "social", "passed-around"),
	referrer: "https://www.tiktok.com/",
};
export const spikeCampaign = "passed-around";

export const originOf = (random: Random, isFirst: boolean): Origin => {
	const channel = seedChannels[place(isFirst ? sums.first : sums.later, random.next())] as SeedChannel;
	return { channel, ...evidence[channel](random) };
};

export const pageOf = ({ slug }: Pick<ShopProduct, "slug">): string => `/p/${slug}`;
