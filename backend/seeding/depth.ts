import { type Persona, type SeedChannel, seedChannels } from "../contract/seeding.js";
import type { DeviceKind } from "./agents.js";
import { bounces, calibration } from "./calibration.js";
import type { Flow } from "./flow.js";
import type { Plan } from "./plan.js";

/** How far a visit goes. */
export type Depth = "bounce" | "browse" | "view" | "cart" | "checkout" | "payment" | "order";

/** The chances of one visit, each of all visits like it. */
export interface Chances {
	readonly order: number;
	readonly payment: number;
	readonly checkout: number;
	readonly cart: number;
	/** Of seeing a product, a first page that is one included. */
	readonly product: number;
	readonly bounce: number;
	readonly landsOnProduct: number;
}

export interface Situation {
	readonly channel: SeedChannel;
	readonly persona: Persona;
	readonly device: DeviceKind;
	readonly isFirst: boolean;
	readonly onSale: boolean;
}

const { steps, sees, landsOnProduct, promotion } = calibration;
const toOrder = steps.checkout * steps.payment * steps.order;
const mostCarts = 0.85;

export interface Model {
	chances(situation: Situation): Chances;
	depthAt(chances: Chances, at: number): Depth;
	/** Mean of the events that a visit of more than one adds to its own steps. */
	readonly browsing: number;
	/** Events that add to a cart, for one that shows a product. */
	readonly addsPerView: number;
}

/** Mean events of a visit of each depth, as visit.ts writes them, with a mean of `browsing` in between: geometric, so that none has a chance of 1 / (1 + browsing). */
const eventsOf = (depth: Depth, browsing: number): number => {
	const filled = 3 + 2 * calibration.cart.another + calibration.cart.removed;
	const own: Record<Depth, number> = {
		bounce: 1 - browsing,
		browse: 1 + 1 / (1 + browsing),
		view: 1 + unseenWith(browsing),
		cart: filled + 0.6,
		checkout: filled + 2,
		payment: filled + 4,
		order: filled + 5,
	};
	return own[depth] + browsing;
};

const meanLanding = 0.25;
const productShare = calibration.browsing.product / Object.values(calibration.browsing).reduce((sum, weight) => sum + weight, 0);

/** Visits that have not seen a product after what lies in between. */
const unseenWith = (browsing: number): number => (1 - meanLanding) / (1 + browsing * productShare);

/** The mean of the steps in between with which `mean` comes to `wanted`, by halving. */
const solved = (mean: (browsing: number) => number, wanted: number): number => {
	let [low, high] = [0, 2 * wanted];
	for (let round = 0; round < 40; round++) {
		const middle = (low + high) / 2;
		if (mean(middle) < wanted) low = middle;
		else high = middle;
	}
	return low;
};

/** Factors are divided by their mean over all visits, so that the channels convert as the calibration says. */
export const modelOf = (plan: Plan, flow: Flow): Model => {
	const visitsOf = (persona: Persona): number =>
		flow.arriving.reduce((sum, share, day) => sum + share * (1 + flow.laterVisits(persona, day)), 0);
	const kinds = Object.entries(calibration.personas).map(([persona, { share, orders }]) => ({
		visits: share * visitsOf(persona as Persona),
		orders,
	}));
	const personaMean =
		kinds.reduce((sum, { visits, orders }) => sum + visits * orders, 0) / kinds.reduce((sum, { visits }) => sum + visits, 0);
	const deviceMean = Object.values(calibration.devices).reduce((sum, { share, orders }) => sum + share * orders, 0);
	const leaves = bounces(plan.avgEvents);
	const chances = ({ channel, persona, device, isFirst, onSale }: Situation): Chances => {
		const factor = (calibration.personas[persona].orders / personaMean) * (calibration.devices[device].orders / deviceMean);
		const cart = Math.min((calibration.conversion[channel] / toOrder) * factor * (onSale ? promotion.lift : 1), mostCarts * (1 - leaves));
		const onProduct = isFirst ? landsOnProduct[channel] : landsOnProduct[channel] / 3;
		const seen = Math.max(cart, (1 - leaves) * sees);
		return {
			order: cart * toOrder,
			payment: cart * steps.checkout * steps.payment,
			checkout: cart * steps.checkout,
			cart,
			product: seen + leaves * onProduct,
			bounce: leaves,
			landsOnProduct: onProduct,
		};
	};
	const cartShare = meanConversion(plan) / toOrder;
	const sure = (1 - leaves) * sees;
	const cartShares = {
		cart: 1 - steps.checkout,
		checkout: steps.checkout * (1 - steps.payment),
		payment: steps.checkout * steps.payment * (1 - steps.order),
		order: toOrder,
	};
	const shares: Record<Depth, number> = {
		bounce: leaves,
		browse: (1 - leaves) * (1 - sees),
		view: sure - cartShare,
		...(Object.fromEntries(Object.entries(cartShares).map(([depth, share]) => [depth, share * cartShare])) as Record<
			keyof typeof cartShares,
			number
		>),
	};
	const mean = (browsing: number): number =>
		Object.entries(shares).reduce((sum, [depth, share]) => sum + share * eventsOf(depth as Depth, browsing), 0);
	const browsing = solved(mean, plan.avgEvents);
	const adds = cartShare * (1 + calibration.cart.another);
	const shown = leaves * meanLanding + sure * (meanLanding + browsing * productShare) + (sure - cartShare) * unseenWith(browsing) + adds;
	return { chances, depthAt: (one, at) => depthOf(one, leaves, at), browsing, addsPerView: adds / shown };
};

/** Of all visits, by the channels that first and later ones come by. */
export const meanConversion = (plan: Plan): number =>
	seedChannels.reduce((sum, channel) => sum + calibration.conversion[channel] * channelShare(plan, channel), 0);

/** Of all visits. */
export const channelShare = ({ sessionsPerVisitor }: Plan, channel: SeedChannel): number => {
	const first = 1 / sessionsPerVisitor;
	return first * calibration.arrivals.first[channel] + (1 - first) * calibration.arrivals.later[channel];
};

/** One draw decides, the deepest first; what is left of the visits leaves after one event. */
const depthOf = ({ order, payment, checkout, cart, bounce }: Chances, leaves: number, at: number): Depth => {
	if (at < order) return "order";
	if (at < payment) return "payment";
	if (at < checkout) return "checkout";
	if (at < cart) return "cart";
	if (at < Math.max(cart, (1 - leaves) * sees)) return "view";
	return at < 1 - bounce ? "browse" : "bounce";
};
