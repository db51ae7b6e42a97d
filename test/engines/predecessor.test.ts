import { describe, expect, test } from "vitest";
import type { DetailedMetrics } from "../../backend/contract/analysis.js";
import { event } from "../builders/event.js";
import { detailedRun, everything, type FlaggableEvent, withLog } from "./oracle/run.js";

/** What the system before this one answered wrongly, one test a defect. */

const minute = 60_000;
const start = Date.UTC(2026, 6, 1, 22, 30);

type Sent = Partial<FlaggableEvent> & { readonly at?: number };

/** Events a minute apart unless they say when; each of the visitor's own session unless it names one. */
const log = (sent: readonly Sent[]): FlaggableEvent[] =>
	sent.map(({ at, ...more }, index) => ({
		...event({ visitor: "v", page: "/home", eventId: `e${index}`, ts: start + (at ?? index) * minute }),
		...more,
	}));

const analyse = (sent: readonly Sent[], scope: Partial<typeof everything> = {}): Promise<DetailedMetrics> =>
	withLog(log(sent), async (engine) => (await detailedRun(engine, { ...everything, ...scope })).detailed);

const session = (sessionId: string, pages: readonly string[], at = 0): Sent[] =>
	pages.map((page, index) => ({ sessionId, visitor: sessionId, page, at: at + index }));

test("the bounce rate is the share of single-event sessions among all, not always 0", async () => {
	const { basic_metrics: basic } = await analyse([
		...session("a", ["/home"]),
		...session("b", ["/home"]),
		...session("c", ["/home", "/cart"]),
	]);
	expect([basic.bounced_sessions, basic.bounce_rate]).toEqual([2, 2 / 3]);
});

test("means count sessions with a single event", async () => {
	const { basic_metrics: basic, session_analysis: sessions } = await analyse([
		...session("a", ["/home"]),
		...session("b", ["/home", "/a", "/b"]),
	]);
	expect(basic.avg_session_duration_seconds).toBe(60);
	expect(sessions.avg_session_duration).toBe(60);
	expect(basic.avg_session_duration_seconds_multi_event).toBe(120);
	expect(basic.avg_pages_per_session).toBe(2);
});

describe("funnels", () => {
	test("know a product page by its pattern, /product/<id>", async () => {
		const { funnel_analysis: funnels } = await analyse(session("a", ["/home", "/product/42", "/checkout"]));
		expect(funnels.home_to_product).toEqual({ first: 1, second: 1, conversion: 1 });
		expect(funnels.product_to_checkout).toEqual({ first: 1, second: 1, conversion: 1 });
	});

	test("ask for the order of steps", async () => {
		const { funnel_analysis: funnels } = await analyse([
			...session("a", ["/product/42", "/home"]),
			...session("b", ["/checkout", "/product/1", "/home"]),
		]);
		expect(funnels.home_to_product).toEqual({ first: 2, second: 0, conversion: 0 });
		expect(funnels.product_to_checkout).toEqual({ first: 2, second: 0, conversion: 0 });
	});

	test("count a session once a step, however often it repeats it", async () => {
		const { funnel_analysis: funnels } = await analyse(session("a", ["/home", "/home", "/product/1", "/product/2", "/product/1"]));
		expect(funnels.home_to_product).toEqual({ first: 1, second: 1, conversion: 1 });
	});
});

test("all events count, not the oldest 1,000", async () => {
	const many = Array.from(
		{ length: 1_500 },
		(_, index): Sent => ({ at: index, page: index < 1_000 ? "/old" : "/new", sessionId: `s${index}` }),
	);
	const { basic_metrics: basic, page_analysis: pages } = await analyse(many);
	expect(basic.total_events).toBe(1_500);
	expect(basic.last_ts).toBe(start + 1_499 * minute);
	expect(pages.top_pages).toEqual([
		{ page: "/old", count: 1_000 },
		{ page: "/new", count: 500 },
	]);
});

describe("noise", () => {
	const noisy: Sent[] = [
		...session("good", ["/home", "/product/1"]),
		{
			sessionId: "flagged",
			visitor: "bot",
			userId: "u-bot",
			page: "/bot",
			flagged: ["burst"],
			action: "order_completed",
			revenue: "10",
			productId: "x",
		},
		{
			sessionId: "demo",
			visitor: "sim",
			userId: "u-sim",
			page: "/sim",
			source: "seed_demo",
			action: "order_completed",
			revenue: "10",
			productId: "x",
		},
	];

	test("is left out of every section, of the summary too", async () => {
		const [without, clean] = await Promise.all([
			withLog(log(noisy), (engine) => detailedRun(engine, everything)),
			withLog(log(noisy.slice(0, 2)), (engine) => detailedRun(engine, everything)),
		]);
		const { hidden, ...sections } = without.detailed;
		const { hidden: _, ...wanted } = clean.detailed;
		expect(sections).toEqual(wanted);
		expect(without.simple).toEqual(clean.simple);
		expect(hidden).toEqual({ events: 2, by_reason: { burst: 1, "source:seed_demo": 1 } });
	});

	test("counts everywhere when it is shown, and is still told", async () => {
		const { basic_metrics: basic, commerce, hidden } = await analyse(noisy, { noise: "show" });
		expect([basic.total_events, basic.total_sessions, commerce.orders, hidden.events]).toEqual([4, 3, 2, 2]);
	});

	test("does not bridge a silence between good events", async () => {
		const { basic_metrics: basic } = await analyse([{ at: 0 }, { at: 20, flagged: ["burst"] }, { at: 40 }]);
		expect(basic.total_sessions).toBe(2);
	});

	test("is not realistic_seed", async () => {
		const { basic_metrics: basic } = await analyse([{ source: "realistic_seed" }]);
		expect(basic.total_events).toBe(1);
	});
});

test("hours and days are local", async () => {
	const [utc, berlin, kathmandu] = await Promise.all(["UTC", "Europe/Berlin", "Asia/Kathmandu"].map((tz) => analyse([{}], { tz })));
	const read = (metrics: DetailedMetrics | undefined) => [metrics?.time_analysis.peak_hour, metrics?.time_analysis.peak_day];
	expect(read(utc)).toEqual([22, "2026-07-01"]);
	expect(read(berlin)).toEqual([0, "2026-07-02"]);
	expect(read(kathmandu)).toEqual([4, "2026-07-02"]);
});

test("a zone that changed its clocks at one minute past has right hours all the same", async () => {
	// St. John's, 30 October 2005: at 00:01 (02:31 UTC) back to 23:01 of the 29th, within one quarter hour.
	const at = (text: string): number => (Date.parse(`2005-10-30T${text}Z`) - start) / minute;
	const { time_analysis: time } = await analyse([{ at: at("02:30:30") }, { at: at("02:31:30") }, { at: at("02:40:00") }], {
		tz: "America/St_Johns",
	});
	expect([time.hourly_distribution["0"], time.hourly_distribution["23"]]).toEqual([1, 2]);
	expect(time.daily_distribution).toEqual({ "2005-10-29": 2, "2005-10-30": 1 });
});

test("users are the distinct non-null user_id: nobody is called None", async () => {
	const { basic_metrics: basic, user_analysis: users } = await analyse([{ userId: null }, { userId: "u1" }, { userId: "u1" }]);
	expect(basic.unique_users).toBe(1);
	expect(users.top_users.map(({ user_id }) => user_id)).toEqual(["u1"]);
});

test("a page that is missing is not a page named None", async () => {
	const { page_analysis: pages } = await analyse([{ page: null }, { page: "/home" }]);
	expect(pages.page_distribution).toEqual({ "/home": 1 });
});

test("a return visitor is a visitor who returns, not a page seen twice", async () => {
	const { conversion_rates: rates } = await analyse([
		...session("a", ["/home", "/home"]),
		{ sessionId: "b1", visitor: "b" },
		{ sessionId: "b2", visitor: "b" },
	]);
	expect([rates.page_repeat_session_rate, rates.return_visitor_rate]).toEqual([1 / 3, 1 / 2]);
});

test("no event at all gives zeros and nulls, not a failure and not a finding", async () => {
	const metrics = await analyse([]);
	expect(metrics.basic_metrics).toMatchObject({ total_events: 0, bounce_rate: null, avg_session_duration_seconds: null });
	expect(metrics.trend.points).toEqual([]);
});
