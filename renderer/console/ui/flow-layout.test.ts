import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Flow, type FlowEnd, layFlows, leastHeight } from "./flow-layout.js";

const page = (name: string): FlowEnd => ({ kind: "page", name });
const end: FlowEnd = { kind: "end", name: "" };
const other: FlowEnd = { kind: "other", name: "" };

const flows: readonly Flow[] = [
	{ step: 1, from: page("/"), to: page("/a"), count: 60 },
	{ step: 1, from: page("/"), to: other, count: 30 },
	{ step: 1, from: page("/"), to: end, count: 10 },
	{ step: 2, from: page("/a"), to: page("/b"), count: 20 },
	{ step: 2, from: page("/a"), to: end, count: 40 },
	{ step: 2, from: other, to: page("/b"), count: 30 },
];

describe("the flow picture", () => {
	it("sets pages by count, then the others, then who left", () => {
		const { columns } = layFlows(flows, 400);
		expect(columns.map((nodes) => nodes.map(({ kind, name, count }) => `${kind} ${name} ${count}`))).toEqual([
			["page / 100"],
			["page /a 60", "other  30", "end  10"],
			["page /b 50", "end  40"],
		]);
	});

	it("draws every ribbon as thick as its count, side by side at both ends", () => {
		const { ribbons } = layFlows(flows, 400);
		const [first] = ribbons;
		expect(ribbons).toHaveLength(flows.length);
		for (const { flow, thickness } of ribbons) expect(thickness / flow.count).toBeCloseTo((first?.thickness ?? 0) / 60);
		const toB = ribbons.filter(({ to }) => to.name === "/b");
		expect(toB[1]?.toTop).toBeCloseTo((toB[0]?.toTop ?? 0) + (toB[0]?.thickness ?? 0));
	});

	it("of nothing is empty", () => {
		expect(layFlows([], 300)).toEqual({ columns: [[]], ribbons: [] });
	});

	it("fits its height, with room for a line of text a node, whatever the counts", () => {
		const name = fc.constantFrom("/a", "/b", "/c", "/d", "/e", "/f");
		const flow = fc.record({
			step: fc.constantFrom(1, 2, 3),
			from: name.map(page),
			to: name.map(page),
			count: fc.integer({ min: 1, max: 1e6 }),
		});
		fc.assert(
			fc.property(fc.array(flow, { minLength: 1, maxLength: 30 }), (some) => {
				const height = leastHeight(some) + 100;
				for (const nodes of layFlows(some, height).columns) {
					for (const [index, node] of nodes.entries()) {
						const next = nodes[index + 1];
						if (next) expect(next.top - node.top).toBeGreaterThanOrEqual(Math.max(24, node.height) - 0.001);
						expect(node.top + node.height).toBeLessThanOrEqual(height + 0.001);
					}
				}
			}),
		);
	});
});
