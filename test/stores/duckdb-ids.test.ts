import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BloomOptions } from "../../backend/store/duckdb/bloom.js";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { event } from "../builders/event.js";

const all = { noise: "show" } as const;

/** So small that nearly every new event looks like a stored one. */
const nearlyAlwaysWrong: BloomOptions = { capacity: 4, bitsPerKey: 1, hashes: 1 };
const sometimesWrong: BloomOptions = { capacity: 64, bitsPerKey: 4, hashes: 2 };

/** Batches of ids from a small set, so that they repeat within a batch, across batches and across sources. */
const batches = fc.array(fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.nat(40)), { maxLength: 12 }), { minLength: 1, maxLength: 10 });

describe("exactly once", () => {
	test.each([
		["the usual filter", undefined],
		["a filter that is nearly always wrong", nearlyAlwaysWrong],
		["a filter that is sometimes wrong", sometimesWrong],
	])("each (source, event id) is stored by the first that brings it, with %s", async (_, bloom) => {
		const store = await openDuckStore({ path: ":memory:", ...(bloom ? { bloom } : {}) });
		const known = new Set<string>();
		let round = 0;
		await fc.assert(
			fc.asyncProperty(batches, fc.boolean(), async (calls, together) => {
				round += 1;
				const events = calls.map((call) => call.map(([source, id]) => event({ source, eventId: `${round}-${id}` })));
				const sent = events.map((call) => () => store.append(call));
				const results: Awaited<ReturnType<typeof store.append>>[] = [];
				if (together) results.push(...(await Promise.all(sent.map((send) => send()))));
				else for (const send of sent) results.push(await send());
				// Calls are taken in the order in which they were made, so a plain set tells what each must answer.
				const expected = events.map((call) =>
					call.map(({ source, eventId }) => {
						const key = `${source} ${eventId}`;
						return !known.has(key) && known.add(key).has(key);
					}),
				);
				expect(results.map(({ inserted }) => inserted)).toEqual(expected);
				expect(await store.count(all)).toBe(known.size);
			}),
			{ numRuns: 60 },
		);
		expect(store.exactLooks()).toBeGreaterThan(0);
		await store.close();
	});

	test("the filter alone decides for what is new: no look at the table", async () => {
		const store = await openDuckStore({ path: ":memory:" });
		for (let batch = 0; batch < 20; batch++) await store.append(Array.from({ length: 500 }, () => event()));
		expect(store.exactLooks()).toBe(0);
		await store.close();
	});

	test("ids that differ only in what UTF-8 cannot hold are one", async () => {
		const store = await openDuckStore({ path: ":memory:" });
		const { inserted } = await store.append([
			event({ eventId: "a\ud800" }),
			event({ eventId: "a\udfff" }),
			event({ eventId: "a\ud83d\ude00" }),
		]);
		expect(inserted).toEqual([true, false, true]);
		expect((await store.append([event({ eventId: "a\udfff" })])).inserted).toEqual([false]);
		await store.close();
	});
});
