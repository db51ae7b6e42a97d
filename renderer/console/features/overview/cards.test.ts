import { describe, expect, it } from "vitest";
import type { DetailedMetrics } from "../../../../backend/contract/analysis.js";
import type { Sections } from "../../app/analysis-run.js";
import { cardsOf, currencyOf, hasCommerce } from "./cards.js";

type Commerce = DetailedMetrics["commerce"];
const group = (currency: string | null, orders: number, revenue: number): Commerce["by_currency"][number] => ({
	currency,
	orders,
	revenue,
	refunded: 0,
	cancelled: 0,
	net: revenue,
	aov: revenue / orders,
});
const commerce = (...by_currency: Commerce["by_currency"]): Sections => ({
	commerce: { orders: 784, sessions_with_order: 742, conversion: 0.0276, cancels: 0, refunds: 0, by_currency },
});
const euroAndFranc = commerce(group("CHF", 38, 3104), group("EUR", 742, 48963.4));
const site: Sections = { commerce: { orders: 0, sessions_with_order: 0, conversion: 0, cancels: 0, refunds: 0, by_currency: [] } };

const values = (now: Sections, before: Sections | null, currency: string | null) =>
	Object.fromEntries(cardsOf({ now, before, currency }).map((card) => [card.id, card.value]));

describe("the summary cards", () => {
	it("of a shop show money of the chosen currency alone", () => {
		const cards = values(euroAndFranc, null, "EUR");
		expect(cards["revenue"]).toMatchObject({ now: 48963.4, currency: "EUR" });
		expect(cards["orders"]).toMatchObject({ now: 742 });
		expect(values(euroAndFranc, null, "CHF")["revenue"]).toMatchObject({ now: 3104 });
	});

	it("of a log without orders show no money and no fake zeros", () => {
		expect(Object.keys(values(site, null, null))).toEqual(["sessions", "visitors", "depth", "pages", "bounce", "duration"]);
		expect(values(site, null, null)["sessions"]).toBeNull();
	});

	it("wait for their section, each for its own", () => {
		const cards = values(euroAndFranc, null, "EUR");
		expect(cards["revenue"]).not.toBeNull();
		expect(cards["visitors"]).toBeNull();
	});

	it("take a period without orders of a currency as a counted zero, its average as unknown", () => {
		const cards = values(euroAndFranc, commerce(group("CHF", 5, 100)), "EUR");
		expect(cards["revenue"]?.before).toBe(0);
		expect(cards["average"]?.before).toBeNull();
	});

	it("compare nothing while the other period is not read", () => {
		expect(values(euroAndFranc, null, "EUR")["revenue"]?.before).toBeUndefined();
	});
});

describe("whether it is a shop", () => {
	it("is not known before a section tells it, and counts the compared period too", () => {
		expect(hasCommerce({}, null)).toBeNull();
		expect(hasCommerce(site, null)).toBe(false);
		expect(hasCommerce(site, euroAndFranc)).toBe(true);
	});
});

describe("the currency shown", () => {
	it("is the one asked for where it has orders, else the one with the most", () => {
		expect(currencyOf(euroAndFranc, "CHF")).toBe("CHF");
		expect(currencyOf(euroAndFranc, "USD")).toBe("EUR");
		expect(currencyOf(euroAndFranc, null)).toBe("EUR");
		expect(currencyOf(commerce(group(null, 3, 9)), "EUR")).toBeNull();
		expect(currencyOf(commerce(group(null, 3, 9), group("EUR", 30, 90)), "none")).toBeNull();
	});
});
