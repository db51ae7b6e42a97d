import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Flow, FlowEnd } from "../../ui/flow-layout.js";
import { fewer, startedOf } from "./flows.js";

const page = (name: string): FlowEnd => ({ kind: "page", name });
const other: FlowEnd = { kind: "other", name: "" };

const end = fc.oneof(fc.constantFrom("/a", "/b", "/c", "/d", "/e").map(page), fc.constant(other));
const anyFlow = fc.record({
	step: fc.constantFrom(1, 2, 3),
	from: end,
	to: fc.oneof(end, fc.constant<FlowEnd>({ kind: "end", name: "" })),
	count: fc.nat(1000),
});

describe("a picture of few pages", () => {
	it("keeps the most visited at each place and adds the rest to the others", () => {
		const flows: readonly Flow[] = [
			{ step: 1, from: page("/"), to: page("/a"), count: 6 },
			{ step: 1, from: page("/"), to: page("/b"), count: 2 },
			{ step: 1, from: page("/"), to: other, count: 1 },
			{ step: 2, from: page("/b"), to: page("/a"), count: 2 },
		];
		expect(fewer(flows, 1)).toEqual([
			{ step: 1, from: page("/"), to: page("/a"), count: 6 },
			{ step: 1, from: page("/"), to: other, count: 3 },
			{ step: 2, from: other, to: page("/a"), count: 2 },
		]);
	});

	it("loses no session at any step, and has no flow twice", () => {
		const sum = (some: readonly Flow[], step: number): number =>
			some.filter((flow) => flow.step === step).reduce((total, { count }) => total + count, 0);
		fc.assert(
			fc.property(fc.array(anyFlow, { maxLength: 40 }), fc.integer({ min: 0, max: 6 }), (flows, most) => {
				const short = fewer(flows, most);
				for (const step of [1, 2, 3]) expect(sum(short, step)).toBe(sum(flows, step));
				expect(startedOf(short)).toBe(startedOf(flows));
				expect(new Set(short.map(({ step, from, to }) => JSON.stringify([step, from, to]))).size).toBe(short.length);
				const starts = new Set(short.filter(({ step, from }) => step === 1 && from.kind === "page").map(({ from }) => from.name));
				expect(starts.size).toBeLessThanOrEqual(most);
			}),
		);
	});
});
