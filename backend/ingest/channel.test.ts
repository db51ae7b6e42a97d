import { describe, expect, it } from "vitest";
import { addresses, referrers, tags } from "../../test/builders/arrivals.js";
import { type Channel, channelOf, type Evidence, hostOf } from "./channel.js";
import { normalise } from "./normalise.js";

const nothing: Evidence = { told: null, clickId: null, utmSource: null, utmMedium: null, url: null, referrer: null, ownHost: null };
const of = (evidence: Partial<Evidence>): Channel | null => channelOf({ ...nothing, ...evidence });
const own = "https://shop.example/product/1";

describe("a referrer", () => {
	const cases = Object.entries(referrers).flatMap(([channel, all]) =>
		all.map((referrer) => [referrer, channel === "none" ? null : channel] as const),
	);

	it.each(cases)("%s is %s", (referrer, channel) => expect(of({ referrer, url: own })).toBe(channel));

	it("is of the own host where the page is a path alone and the site's host is known", () => {
		expect(of({ referrer: "http://semicomplete.com/blog", url: "/style.css", ownHost: "semicomplete.com" })).toBeNull();
		expect(of({ referrer: "http://www.semicomplete.com/", ownHost: "semicomplete.com" })).toBeNull();
		expect(of({ referrer: "http://semicomplete.com/blog", url: "/style.css" })).toBe("referral");
	});

	it("of a search engine's own site is no search there", () => {
		expect(of({ referrer: "https://www.google.com/search", url: "https://www.google.com/maps" })).toBeNull();
	});
});

describe("campaign marks", () => {
	it.each(tags)("utm_source %s and utm_medium %s are %s", (utmSource, utmMedium, channel) => {
		expect(of({ utmSource, utmMedium, url: own })).toBe(channel);
	});

	it("go before the referrer, and unknown ones after it", () => {
		expect(of({ utmSource: "news", utmMedium: "email", referrer: "https://www.google.com/", url: own })).toBe("email");
		expect(of({ utmSource: "x1", utmMedium: "x2", referrer: "https://www.google.com/", url: own })).toBe("search");
		expect(of({ utmSource: "x1", utmMedium: "x2", referrer: own, url: own })).toBe("referral");
	});
});

describe("click ids", () => {
	it.each(addresses)("%s is %s", (query, channel) => expect(of({ url: `${own}${query}` })).toBe(channel));

	it("of a paid click go before marks, those of free links after them and before the referrer", () => {
		expect(of({ url: `${own}?gclid=1`, utmMedium: "email", utmSource: "news" })).toBe("ads");
		expect(of({ url: `${own}?fbclid=1`, utmMedium: "cpc", utmSource: "facebook" })).toBe("ads");
		expect(of({ url: `${own}?fbclid=1`, utmMedium: "email" })).toBe("email");
		expect(of({ url: `${own}?fbclid=1`, referrer: "https://www.google.com/" })).toBe("social");
	});
});

describe("a channel that the client names", () => {
	it.each([
		["direct", "direct"],
		["Ads", "ads"],
		[" Email ", "email"],
		["paid_search", "ads"],
		["Organic Search", "search"],
		["organic-social", "social"],
		["store", "search"],
		["", "search"],
	] as const)("%s, with a click from a search, is %s", (told, channel) =>
		expect(of({ told, referrer: "https://www.google.com/" })).toBe(channel),
	);

	it("that is no channel's name is no evidence, and stays among the properties", () => {
		const event = normalise({ properties: { channel: "store" } }, { receivedAt: 0, source: "api" });
		expect([event.channel, event.properties]).toEqual([null, { channel: "store" }]);
	});
});

describe("normalise", () => {
	const channel = (page: string | undefined, properties: Record<string, unknown>): string | null =>
		normalise({ page, properties }, { receivedAt: 0, source: "api" }).channel;

	it("reads the evidence from the address, the page and the properties of other clients", () => {
		expect(channel("/?gclid=1", {})).toBe("ads");
		expect(channel("/", { gclid: "1" })).toBe("ads");
		expect(channel("/", { fbclid: "1", gclid: "2" })).toBe("ads");
		expect(channel("/", { gclid: null })).toBeNull();
		expect(channel("/", { $referrer: "https://www.google.com/", $current_url: own })).toBe("search");
		expect(channel("https://shop.example/?utm_source=klaviyo&utm_medium=email", { referrer: own })).toBe("email");
		expect(channel("/", {})).toBeNull();
	});
});

it.each([
	["https://user:pw@WWW.Shop.Example:8443/x", "shop.example"],
	["//cdn.shop.example/x", "cdn.shop.example"],
	["http://localhost:8000/", "localhost"],
	["not an address", null],
	["about:blank", null],
	["", null],
	["http://", null],
	["http://%%%", "%%%"],
])("the host of %s is %s", (address, host) => expect(hostOf(address)).toBe(host));
