import { describe, expect, test } from "vitest";
import type { Funnel } from "../../../../backend/contract/funnel.js";
import { addStep, changeStep, compactOf, draftOf, emptyStep, firstFunnel, funnelOf, missingIn, moveStep, removeStep } from "./draft.js";

const funnel: Funnel = {
	steps: [
		{ on: "page", is: "/product/*", where: [{ field: "price", is: "greater", value: 4.5 }] },
		{ on: "event", is: "order_completed", name: "Ordered", where: [{ field: "coupon", is: "exists" }] },
	],
	per: "session",
	window: null,
	strict: false,
	by: null,
};
const names = (draft: { steps: readonly { is: string }[] }) => draft.steps.map(({ is }) => is);
const of = (...all: string[]) => ({ ...draftOf(funnel), steps: all.map((is) => ({ ...emptyStep, is })) });

describe("a draft", () => {
	test("comes from a funnel and becomes it again, also by way of the address", () => {
		expect(funnelOf(draftOf(funnel))).toEqual(funnel);
		expect(compactOf(funnel)).toEqual({
			steps: [
				{ on: "page", is: "/product/*", where: [{ field: "price", is: "greater", value: 4.5 }] },
				{ on: "event", is: "order_completed", name: "Ordered", where: [{ field: "coupon", is: "exists" }] },
			],
		});
		expect(compactOf({ ...funnel, per: "person", window: 60, strict: true, by: "device" })).toMatchObject({
			per: "person",
			window: 60,
			strict: true,
			by: "device",
		});
	});

	test("means no funnel while something is missing in it, and says what", () => {
		const missing = (change: object) => missingIn({ ...emptyStep, is: "a", ...change });
		expect(missing({ is: " " })).toMatch(/event/);
		expect(missing({ on: "page", is: "" })).toMatch(/page/);
		expect(missing({ where: [{ field: "", is: "exists", value: "" }] })).toMatch(/what the condition is about/);
		expect(missing({ where: [{ field: "x", is: "equals", value: "" }] })).toMatch(/value for x/);
		expect(missing({ where: [{ field: "x", is: "less", value: "ten" }] })).toMatch(/ten is not a number/);
		expect(missing({ where: [{ field: "x", is: "missing", value: "" }] })).toBeNull();
		expect(funnelOf(of("a", ""))).toBeNull();
		expect(funnelOf({ ...of("a", "b"), per: "person", window: null })).toBeNull();
	});

	test("has two to eight steps, and moves them between its ends", () => {
		expect(names(moveStep(of("a", "b", "c"), 0, 2))).toEqual(["b", "c", "a"]);
		expect(names(moveStep(of("a", "b", "c"), 2, 1))).toEqual(["a", "c", "b"]);
		const draft = of("a", "b");
		expect([moveStep(draft, 0, -1), moveStep(draft, 1, 2), removeStep(draft, 0)]).toEqual([draft, draft, draft]);
		const full = of("a", "b", "c", "d", "e", "f", "g", "h");
		expect(addStep(full)).toBe(full);
		expect(names(addStep(draft))).toEqual(["a", "b", ""]);
		expect(names(removeStep(of("a", "b", "c"), 1))).toEqual(["a", "c"]);
		expect(names(changeStep(draft, 1, { is: "z" }))).toEqual(["a", "z"]);
	});
});

describe("the funnel that stands there first", () => {
	const list = (...values: string[]) => values.map((value) => ({ value }));
	const steps = (event_types: string[], actions: string[], pages: string[]) =>
		firstFunnel({ event_types: list(...event_types), actions: list(...actions), pages: list(...pages) })?.steps.map(({ is }) => is) ?? null;

	test("is the shop's way to an order as far as it is there, else what is seen most", () => {
		expect(steps(["x"], ["order_completed", "product_viewed"], ["/"])).toEqual(["product_viewed", "order_completed"]);
		expect(steps(["buy"], ["order_completed"], ["/", "/cart"])).toEqual(["/", "order_completed"]);
		expect(steps(["pageview"], ["page_viewed"], ["/a", "/b", "/c"])).toEqual(["/a", "/b"]);
		expect(steps(["one", "two"], [], [])).toEqual(["one", "two"]);
		expect(steps(["one"], [], [])).toEqual(["one", "one"]);
		expect(steps([], [], [])).toBeNull();
	});
});
