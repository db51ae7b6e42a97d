import fc from "fast-check";
import { expect } from "vitest";
import { countFunnel } from "../../backend/analysis/funnels/counts.js";
import { readPeople } from "../../backend/analysis/funnels/people.js";
import { type Condition, type Funnel, type FunnelStep, peopleSorts } from "../../backend/contract/funnel.js";
import type { EngineRun } from "../../backend/engine/port.js";
import { differences } from "./oracle/compare.js";
import { type LogCase, logCase } from "./oracle/logs.js";
import { compareText, type Relations, relationsOf } from "./oracle/model.js";
import { onRandomCases } from "./oracle/random.js";
import { byOf, countsOf, groupsOf, type Way, waysOf } from "./oracle/reports/funnels.js";
import { withLog } from "./oracle/run.js";

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const condition: fc.Arbitrary<Condition> = fc.oneof(
	fc.record({
		field: pick("device", "currency", "product_name", "order_id", "status", "cart.size", "cart", "results"),
		is: pick("equals" as const, "not" as const, "contains" as const),
		value: pick("mobile", "EUR", "Cup", "o1", "200", "1", "2", "e", "null", "ü"),
	}),
	fc.record({
		field: pick("price", "quantity", "revenue"),
		is: pick("equals" as const, "not" as const),
		value: pick("1", "4.25", "0", "-3.5"),
	}),
	fc.record({
		field: pick("price", "quantity", "total", "status", "results", "cart.size", "product_id"),
		is: pick("greater" as const, "less" as const),
		value: pick(0, 1, 4.25, 200, -3.5, 1e20),
	}),
	fc.record({
		field: pick("price", "channel", "utm_term", "status", "cart.size"),
		is: pick("exists" as const, "missing" as const),
	}),
);

const where: fc.Arbitrary<Condition[]> = fc.oneof(
	{ weight: 5, arbitrary: fc.constant<Condition[]>([]) },
	{ weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
);

/** Few of them, so that one event is of several steps, and steps repeat. */
const step: fc.Arbitrary<FunnelStep> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			on: fc.constant("event" as const),
			is: pick("pageview", "click", "purchase", "product_viewed", "product_added", "order_completed", "Überweisung"),
			where,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			on: fc.constant("page" as const),
			is: pick("/", "/p*", "/product/*", "*", "/*/*", "*o*e", "/checkout", "/über", "*\u{1f600}", "/c*t", "/100%", "_*", "*.*", "(*"),
			where,
		}),
	},
);

const funnel: fc.Arbitrary<Funnel> = fc
	.record({
		steps: fc.oneof(
			{ weight: 6, arbitrary: fc.array(step, { minLength: 2, maxLength: 4 }) },
			{
				weight: 1,
				arbitrary: fc.array(
					step.filter(({ is }) => is !== "*"),
					{ minLength: 5, maxLength: 8 },
				),
			},
		),
		per: pick("session" as const, "person" as const),
		window: pick(null, 1, 4, 5, 30, 60, 120, 1_440, 129_600),
		strict: pick(false, false, true),
		by: pick(null, null, "device", "page", "status", "cart.size", "utm_source"),
	})
	.map((one) => ({ ...one, window: one.per === "person" ? (one.window ?? 30) : one.window }));

type Asked = Pick<Parameters<typeof readPeople>[1], "step" | "who" | "sort" | "descending">;

interface FunnelCase extends LogCase {
	readonly funnel: Funnel;
	readonly asked: Asked;
}

const asked: fc.Arbitrary<Asked> = fc.record({
	step: fc.integer({ min: 1, max: 8 }),
	who: pick("reached", "went_on", "left"),
	sort: pick(...peopleSorts),
	descending: fc.boolean(),
});

const funnelCase: fc.Arbitrary<FunnelCase> = fc.tuple(logCase, funnel, asked).map(([log, one, { step: at, who, sort, descending }]) => {
	const last = one.steps.length;
	const at_step = Math.min(at, last);
	const order = { sort: sort === "value" && one.by === null ? "began" : sort, descending } as const;
	return { ...log, funnel: one, asked: { step: at_step, who: at_step === last ? "reached" : who, ...order } };
});

const isBehind = ({ events }: Way, { step: at, who }: Asked): boolean =>
	events.length >= at && (who === "reached" || (who === "went_on" ? events.length > at : events.length === at));

const ofWay = ({ person, events, value }: Way, { visitorOf }: Relations) => ({
	id: person,
	visitor: events[0] && visitorOf(events[0]),
	user_id: events[0]?.userId ?? null,
	session_id: events[0]?.sessionId ?? null,
	value,
	times: events.map(({ ts }) => ts),
});

type Shown = Pick<ReturnType<typeof ofWay>, "id" | "value" | "times"> & { readonly visitor: string | undefined };

/** What one is sorted by; null is last either way. */
const sortKey = ({ id, visitor, value, times }: Shown, { funnel: { per }, asked: { sort } }: FunnelCase): string | number | null => {
	const [first = 0, last = 0] = [times[0], times.at(-1)];
	return {
		who: (per === "session" ? visitor : id) ?? null,
		value,
		began: first,
		reached: times.length,
		took: times.length > 1 ? last - first : null,
	}[sort];
};

const inOrder = (keys: readonly (string | number | null)[], { asked: { descending } }: FunnelCase) =>
	[...keys].sort((a, b) => {
		if (a === null || b === null) return Number(a === null) - Number(b === null);
		const difference = typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b));
		return descending ? -difference : difference;
	});

const sorted = (people: readonly object[]): string[] => people.map((one) => JSON.stringify(one)).sort();

const found = async (run: EngineRun, { funnel: one, asked: people }: FunnelCase) => {
	const by = one.by === null ? null : byOf(one.by);
	const { all, groups, groupsTotal } = await countFunnel(run, one, { by, groups: { most: 50 } });
	const request = { funnel: one, ...people, limit: 200, offset: 0 } as Parameters<typeof readPeople>[1];
	return { all, groups, groupsTotal, page: await readPeople(run, request, by) };
};

const differencesOf = async (one: FunnelCase): Promise<string[]> => {
	const relations = relationsOf(one.log, one.scope);
	const ways = waysOf(relations, one.funnel);
	const { all, groups, groupsTotal, page } = await withLog(one.log, async (engine) => {
		const run = await engine.open(one.scope);
		try {
			return await found(run, one);
		} finally {
			await run.close();
		}
	});
	const behind = ways.filter((way) => isBehind(way, one.asked));
	const wantedGroups = one.funnel.by === null ? [] : groupsOf(ways, one.funnel);
	const shown = page.items.map((item) => (one.funnel.per === "person" ? item : { ...item, id: "" }));
	return [
		...differences(all, countsOf(ways, one.funnel), "all"),
		...differences(groups, wantedGroups, "groups"),
		...differences(groupsTotal, wantedGroups.length, "groups_total"),
		...differences(page.total, behind.length, "people.total"),
		...differences(sorted(shown), sorted(behind.map((way) => ofWay(way, relations))), "people"),
		...differences(
			page.items.map((item) => sortKey(item, one)),
			inOrder(
				behind.map((way) => sortKey(ofWay(way, relations), one)),
				one,
			),
			"people.order",
		),
		...all.steps.flatMap(({ of_first, of_previous }, at) =>
			(of_first ?? 0) > 1 || (of_previous ?? 0) > 1 ? [`step ${at + 1} is over 100 %`] : [],
		),
	];
};

onRandomCases("every funnel equals a search through all ways", funnelCase, {
	cases: 1_000,
	judge: async (one) => expect(await differencesOf(one)).toEqual([]),
});
