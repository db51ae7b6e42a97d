import type { DetailedMetrics } from "../../backend/contract/analysis.js";

const at = (text: string): number => Date.parse(`${text}Z`);

/**
 * clickstream.txt from 24 to 26 October 2026 in Berlin, noise hidden, worked out by hand.
 *
 * Events: a1–a6 6, b 3, c1, d 3, e 3, f1, g 3, h1, y1, r1, p2: 24. Not: n1, n2 (noise), p1 (before), x1 (after).
 * Sessions that start in the range, 11 (events, seconds):
 *   sA 6, 1020 · Ben's first b1 b2 2, 1800 · Ben's second b3 1, 0 · sC 1, 0 · sD 3, 30 · sE 3, 120 · Eve's f1 1, 0 ·
 *   sG 3, 1200 · sH 1, 0 · sY 1, 0 · sR 1, 0. Together 23 events (p2's session started before), 4,170 s, 6 bounces, 5 with more.
 * Letters: sA H C P A K O · Ben H P, then K · sC O · sD O O · sE P H S · f1 S · sG none · sH none · sY O · sR H.
 */
export const expected: DetailedMetrics = {
	basic_metrics: {
		total_events: 24,
		total_sessions: 11,
		// u1 u2 u3 u4 u5 u6; u9 is noise
		unique_users: 6,
		// anna ben cora dan eve gus yan rea
		visitors: 8,
		// anna is u1, cora u2, dan u3 (p2 too), eve u4; ben, yan, rea; gus is u5, u6 and, for g3, himself
		persons: 10,
		avg_session_duration_seconds: 4_170 / 11,
		avg_session_duration_seconds_multi_event: 4_170 / 5,
		avg_events_per_session: 23 / 11,
		// sA 6, Ben 2 + 1, sE 3, f1 1, sG 3, sR 1
		avg_pages_per_session: 17 / 11,
		bounced_sessions: 6,
		bounce_rate: 6 / 11,
		first_ts: at("2026-10-23T22:01:00"),
		last_ts: at("2026-10-26T10:00:00"),
	},
	page_analysis: {
		pages: 8,
		// /about g1 g2 g3 p2 · /home a1 b1 e2 r1 · /checkout a5 b3 · blue-hat b2 e1 · red-shoe a3 a4 · /search e3 f1
		top_pages: [
			{ page: "/about", count: 4 },
			{ page: "/home", count: 4 },
			{ page: "/checkout", count: 2 },
			{ page: "/product/blue-hat", count: 2 },
			{ page: "/product/red-shoe", count: 2 },
			{ page: "/search", count: 2 },
			{ page: "/category/shoes", count: 1 },
			{ page: "/checkout/done", count: 1 },
		],
		page_distribution: {
			"/about": 4,
			"/home": 4,
			"/checkout": 2,
			"/product/blue-hat": 2,
			"/product/red-shoe": 2,
			"/search": 2,
			"/category/shoes": 1,
			"/checkout/done": 1,
		},
	},
	event_analysis: {
		types: 10,
		// pageview a1 b1 b2 b3 e1 e2 f1 r1 p2 · purchase a6 c1 d1 d2 y1 · click g1 g2 g3
		event_types: {
			pageview: 9,
			purchase: 5,
			click: 3,
			add_to_cart: 1,
			cancel: 1,
			category: 1,
			checkout: 1,
			product_view: 1,
			refund: 1,
			search: 1,
		},
		top_event_types: [
			{ type: "pageview", count: 9 },
			{ type: "purchase", count: 5 },
			{ type: "click", count: 3 },
			{ type: "add_to_cart", count: 1 },
			{ type: "cancel", count: 1 },
			{ type: "category", count: 1 },
			{ type: "checkout", count: 1 },
			{ type: "product_view", count: 1 },
			{ type: "refund", count: 1 },
			{ type: "search", count: 1 },
		],
		actions: {
			page_viewed: 9,
			order_completed: 5,
			checkout_started: 1,
			order_cancelled: 1,
			order_refunded: 1,
			product_added: 1,
			product_list_viewed: 1,
			product_viewed: 1,
			products_searched: 1,
		},
	},
	time_analysis: {
		// 0: p2 a4 a5 a6 · 2 (twice that day): b1 b2 b3 · 10: h1 · 11: c1 r1 y1 · 12: d · 13: e · 16: f1 · 17: g · 23: a1 a2 a3
		hourly_distribution: {
			...Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [String(hour), 0])),
			0: 4,
			2: 3,
			10: 1,
			11: 3,
			12: 3,
			13: 3,
			16: 1,
			17: 3,
			23: 3,
		},
		daily_distribution: { "2026-10-24": 4, "2026-10-25": 18, "2026-10-26": 2 },
		peak_hour: 0,
		peak_day: "2026-10-25",
	},
	trend: {
		bucket: "day",
		points: [
			// p2 a1 a2 a3; sA starts here and holds an order, which itself is of the next day
			{
				start: at("2026-10-23T22:00:00"),
				label: "2026-10-24",
				hours: 24,
				events: 4,
				sessions: 1,
				bounced: 0,
				visitors: 1,
				sessions_with_order: 1,
				orders: 0,
				revenue: {},
			},
			// Ben twice, sC, sD, sE, f1, sG, sR; orders o1, o2 and sD's lines: EUR 80 + 10 + 4 × 2.50, none 2 × 5.50
			{
				start: at("2026-10-24T22:00:00"),
				label: "2026-10-25",
				hours: 25,
				events: 18,
				sessions: 8,
				bounced: 4,
				visitors: 6,
				sessions_with_order: 2,
				orders: 3,
				revenue: { "": 11, EUR: 100 },
			},
			{
				start: at("2026-10-25T23:00:00"),
				label: "2026-10-26",
				hours: 24,
				events: 2,
				sessions: 2,
				bounced: 2,
				visitors: 2,
				sessions_with_order: 1,
				orders: 1,
				revenue: { USD: 9.99 },
			},
		],
	},
	session_analysis: {
		avg_session_duration: 4_170 / 11,
		avg_pages_per_session: 17 / 11,
		// 0 six times, 30, 120, 1020, 1200, 1800: the sixth of eleven
		median_session_duration: 0,
		max_session_duration: 1_800,
		// 1 six times, 2, 3, 3, 3, 6
		median_events_per_session: 1,
		max_events_per_session: 6,
		multi_event_sessions: 5,
	},
	user_analysis: {
		users: 6,
		// u1 in sA and sH, the others in one each
		avg_sessions_per_user: 7 / 6,
		// a4 a5 a6 h1, c1, d1 d2 d3, f1, g1, g2
		avg_events_per_user: 11 / 6,
		top_users: [
			{ user_id: "u1", total_sessions: 2, total_events: 4, unique_pages: 3, avg_events_per_session: 2 },
			{ user_id: "u3", total_sessions: 1, total_events: 3, unique_pages: 0, avg_events_per_session: 3 },
			{ user_id: "u2", total_sessions: 1, total_events: 1, unique_pages: 0, avg_events_per_session: 1 },
			{ user_id: "u4", total_sessions: 1, total_events: 1, unique_pages: 1, avg_events_per_session: 1 },
			{ user_id: "u5", total_sessions: 1, total_events: 1, unique_pages: 1, avg_events_per_session: 1 },
			{ user_id: "u6", total_sessions: 1, total_events: 1, unique_pages: 1, avg_events_per_session: 1 },
		],
	},
	funnel_analysis: {
		// home: sA, Ben's first, sE, sR; a product after it: sA, Ben's first
		home_to_product: { first: 4, second: 2, conversion: 1 / 2 },
		// product: sA, Ben's first, sE; a checkout after it, in the same session: sA
		product_to_checkout: { first: 3, second: 1, conversion: 1 / 3 },
		home_to_checkout: { first: 4, second: 1, conversion: 1 / 4 },
		// search: sE, f1
		search_to_product: { first: 2, second: 0, conversion: 0 },
		shop: [
			{ step: "session", sessions: 11, of_first: 1, of_previous: null },
			{ step: "product_viewed", sessions: 3, of_first: 3 / 11, of_previous: 3 / 11 },
			{ step: "product_added", sessions: 1, of_first: 1 / 11, of_previous: 1 / 3 },
			{ step: "checkout_started", sessions: 1, of_first: 1 / 11, of_previous: 1 },
			{ step: "order_completed", sessions: 1, of_first: 1 / 11, of_previous: 1 },
		],
		journey: [
			{ step: "home_visit", sessions: 4, of_first: 1, of_previous: null },
			// sA, and sE by its search
			{ step: "category_view", sessions: 2, of_first: 2 / 4, of_previous: 2 / 4 },
			{ step: "product_view", sessions: 1, of_first: 1 / 4, of_previous: 1 / 2 },
			{ step: "add_to_cart", sessions: 1, of_first: 1 / 4, of_previous: 1 },
			{ step: "checkout_start", sessions: 1, of_first: 1 / 4, of_previous: 1 },
			{ step: "purchase", sessions: 1, of_first: 1 / 4, of_previous: 1 },
		],
	},
	conversion_rates: {
		// p2's session is not of the range, so /about is in sG alone
		page_visit_rates: {
			"/about": 1 / 11,
			"/home": 4 / 11,
			"/checkout": 2 / 11,
			"/product/blue-hat": 2 / 11,
			"/product/red-shoe": 1 / 11,
			"/search": 2 / 11,
			"/category/shoes": 1 / 11,
			"/checkout/done": 1 / 11,
		},
		// sA, Ben's first, sE
		multi_page_session_rate: 3 / 11,
		// red-shoe in sA, /about in sG
		page_repeat_session_rate: 2 / 11,
		// anna, ben, eve
		return_visitor_rate: 3 / 8,
	},
	commerce: {
		// o1, o2, the lines of sD, y1
		orders: 4,
		sessions_with_order: 4,
		conversion: 4 / 11,
		cancels: 1,
		refunds: 1,
		orders_without_amount: 0,
		by_currency: [
			{ currency: "EUR", orders: 2, revenue: 100, refunded: -30, cancelled: -20, net: 50, aov: 50 },
			{ currency: "USD", orders: 1, revenue: 9.99, refunded: 0, cancelled: 0, net: 9.99, aov: 9.99 },
			{ currency: null, orders: 1, revenue: 11, refunded: 0, cancelled: 0, net: 11, aov: 11 },
		],
	},
	product_analysis: {
		products: 2,
		top_products: [
			// a3, a4, d1, whose name is the newest
			{ product_id: "red-shoe", name: "Red shoe II", events: 3, viewed: 1, added: 1, bought: 1 },
			{ product_id: "blue-hat", name: null, events: 2, viewed: 0, added: 0, bought: 2 },
		],
	},
	bought_together: {
		// of the orders that name a product, o2 and sD's, the latter holds both
		top_pairs: [
			{
				product_a: "blue-hat",
				name_a: null,
				product_b: "red-shoe",
				name_b: "Red shoe II",
				orders: 1,
				support: 1 / 2,
				a_then_b: 1 / 2,
				b_then_a: 1,
				lift: 1,
			},
		],
	},
	hidden: { events: 2, by_reason: { burst: 1, "source:simulation": 1 } },
};
