import { describe, expect, it } from "vitest";
import { matching } from "./feed-filter.js";
import type { Heard } from "./feed-list.js";
import { trackingSearch } from "./search.js";

const heard = (place: number, more: Partial<Heard> = {}): Heard => ({
	place,
	at: place,
	verdict: "accepted",
	source: "web",
	key_id: null,
	event_id: `e${place}`,
	event_type: "Product Viewed",
	action: null,
	visitor: "v",
	page: "/p/50%.*",
	problem: null,
	...more,
});

const problem = {
	path: "timestamp",
	code: "bad_time",
	message: "is no time",
	fix: "Send ISO 8601.",
	excerpt: '{"timestamp":"never"}',
} as const;
const items = [
	heard(1),
	heard(2, { verdict: "duplicate", page: "/p/500" }),
	heard(3, { verdict: "rejected", source: "segment", page: null, problem }),
];
const placesOf = (address: object) => matching(items, trackingSearch.parse(address)).map(({ place }) => place);

describe("the stream's filter", () => {
	it("limits by outcome and by source", () => {
		expect(placesOf({})).toEqual([1, 2, 3]);
		expect(placesOf({ outcome: "rejected" })).toEqual([3]);
		expect(placesOf({ source: "web", outcome: "duplicate" })).toEqual([2]);
	});

	it("takes text literally: signs of patterns stand for themselves", () => {
		expect(placesOf({ contains: "50%.*" })).toEqual([1]);
		expect(placesOf({ contains: ".*" })).toEqual([1]);
		expect(placesOf({ contains: "product VIEWED" })).toEqual([1, 2, 3]);
		expect(placesOf({ contains: "[" })).toEqual([]);
	});

	it("finds a rejected event by what was wrong and by what was sent", () => {
		expect(placesOf({ contains: "never" })).toEqual([3]);
		expect(placesOf({ contains: "is no time" })).toEqual([3]);
	});

	it("reads an address that says nothing sensible as no limit, and digits as text", () => {
		expect(placesOf({ outcome: "maybe", source: " ", client: "netscape", key: {} })).toEqual([1, 2, 3]);
		expect(trackingSearch.parse({ contains: 500, client: "posthog" })).toMatchObject({ contains: "500", client: "posthog" });
	});
});
