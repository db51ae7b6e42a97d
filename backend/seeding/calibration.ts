import type { Persona, SeedChannel } from "../contract/seeding.js";

/**
 * The numbers of the model, all of them; docs/seeding.md tells where they come from. Shares add up to 1. A session's chance to order
 * is that of its channel, times its visitor's persona and device, times the promotion.
 */
export const calibration = {
	/** Share of all sessions that order, by channel. */
	conversion: { direct: 0.035, search: 0.0285, email: 0.041, social: 0.014, ads: 0.017, referral: 0.0205 } satisfies Record<
		SeedChannel,
		number
	>,
	/** Channels of first visits, and of all later ones. */
	arrivals: {
		first: { direct: 0.18, search: 0.39, email: 0.04, social: 0.11, ads: 0.23, referral: 0.05 },
		later: { direct: 0.37, search: 0.24, email: 0.26, social: 0.03, ads: 0.08, referral: 0.02 },
	} satisfies Record<string, Record<SeedChannel, number>>,
	/** share: of the visitors; visits: of later ones, against the others; orders: against the others; account: of those who sign in. */
	personas: {
		browser: { share: 0.46, visits: 0.5, orders: 0.3, account: 0.05 },
		shopper: { share: 0.3, visits: 1, orders: 1, account: 0.25 },
		buyer: { share: 0.1, visits: 1.1, orders: 2.6, account: 0.5 },
		returning: { share: 0.14, visits: 2.6, orders: 1.7, account: 0.65 },
	} satisfies Record<Persona, { share: number; visits: number; orders: number; account: number }>,
	devices: {
		mobile: { share: 0.58, orders: 0.8 },
		desktop: { share: 0.36, orders: 1.33 },
		tablet: { share: 0.06, orders: 1 },
	},
	/** Visitors who use a second device, and the sessions in which they do. */
	secondDevice: { share: 0.22, sessions: 0.35 },
	/** Of sessions that fill a cart: on to the checkout, of these to the payment, of these to the order. 0.31 in all. */
	steps: { checkout: 0.56, payment: 0.76, order: 0.7284 },
	/** A product is seen in these sessions of more than one event (always where a cart is filled). */
	sees: 0.78,
	/** First visits that begin on a product's page, by channel. */
	landsOnProduct: { direct: 0.08, search: 0.42, email: 0.3, social: 0.55, ads: 0.5, referral: 0.3 } satisfies Record<SeedChannel, number>,
	/** What a visitor does between the steps, against the others. */
	browsing: { product: 5, category: 3, search: 2, page: 0.6 },
	searchFindsNothing: 0.062,
	/** Carts with another product added, and with one taken out again. */
	cart: { another: 0.38, removed: 0.17 },
	quantity: { two: 0.14, more: 0.05 },
	/** Of orders; the refund comes 2 to 12 days later. */
	refunds: { share: 0.024, least: 2, most: 12 },
	/** Later visits fade by this many days; some always come. */
	fading: { days: 6, same: 0.9, rest: 0.05 },
	/** By how much more the shop is visited on the last day than on the first. */
	growth: 0.12,
	weekdays: [1.02, 1, 0.98, 0.99, 0.92, 0.98, 1.11],
	promotion: { discount: 0.15, lift: 1.31, visits: 1.18 },
	spike: { visits: 3, hours: 3 },
	/** Median and spread of the time between two events, in seconds. */
	pause: { median: 21, spread: 0.85, least: 2.2, most: 420 },
	/** A visit ends before this; sessions of more than 30 minutes of silence would be two. */
	longestVisit: 40 * 60,
} as const;

/** Hours of a working day and of a weekend's, 0 to 23: a shop for the home is visited at noon and most of all in the evening. */
export const hours = {
	working: [1.2, 0.6, 0.3, 0.2, 0.3, 0.7, 1.8, 3, 3.6, 4.1, 4.6, 5, 5.6, 5.2, 4.7, 4.6, 4.9, 5.5, 6.2, 7.2, 8.3, 8, 5.6, 2.8],
	weekend: [1.9, 1, 0.5, 0.3, 0.2, 0.4, 0.9, 1.9, 3.4, 5, 6.1, 6.5, 6.1, 5.9, 5.8, 5.9, 6, 6, 6.1, 6.5, 7, 6.5, 4.6, 2.6],
} as const;

/** Sessions of one event, for a mean of so many events a session: the more is asked for, the fewer leave at once. */
export const bounces = (avgEvents: number): number => Math.min(0.6, Math.max(0.14, 0.62 - 0.045 * avgEvents));
