import { expect, test } from "vitest";
import { type ImportField, type Mapping, mapping as mappingSchema } from "../contract/transfer.js";
import type { FileRow } from "../ingest/index.js";
import { type Judged, openMapper } from "./mapper.js";
import { planOf } from "./plan.js";
import { openTally } from "./tally.js";

const sha256 = "0123456789ab".padEnd(64, "0");
const receivedAt = Date.UTC(2026, 10, 22);

interface Given {
	readonly fields: Readonly<Record<string, ImportField>>;
	readonly over?: Partial<Mapping>;
	readonly suffix?: string;
}

const mapperOf = ({ fields, over = {}, suffix = "" }: Given) => {
	const columns = Object.entries(fields).map(([column, field]) => ({ column, field }));
	const mapping = { ...mappingSchema.parse({ columns }), ...over };
	return { mapping, mapper: openMapper(planOf(mapping, Object.keys(fields)), { secret: new Uint8Array(32), receivedAt, sha256, suffix }) };
};

const judge = (given: Given, cells: readonly unknown[], row: Partial<FileRow> = {}): Judged =>
	mapperOf(given).mapper({ row: 7, cells, ...row });

const shop: Given = {
	fields: {
		ts: "timestamp",
		v: "client_id",
		ev: "event_type",
		url: "url",
		sku: "product_id",
		price: "price",
		qty: "quantity",
		cur: "currency",
		country: "property",
	},
};
const cells = (over: Partial<Record<"ts" | "v" | "ev" | "url" | "sku" | "price" | "qty" | "cur" | "country", unknown>> = {}): unknown[] =>
	Object.values({
		ts: "2026-10-01 06:00:00",
		v: "v-1",
		ev: "order",
		url: "/done?x=1",
		sku: "LL",
		price: "89.00",
		qty: "2",
		cur: "EUR",
		country: "DE",
		...over,
	});
const codes = ({ problems }: Judged): string[] => problems.map(({ code, severity }) => `${severity} ${code}`);

test("a row becomes the event that a client would have sent", () => {
	const { event, problems } = judge(shop, cells());
	expect(problems).toEqual([]);
	expect(event).toMatchObject({
		source: "import:0123456789ab",
		eventId: "0123456789ab:7",
		ts: Date.UTC(2026, 9, 1, 6),
		receivedAt,
		visitor: "v-1",
		userVerified: false,
		eventType: "order",
		action: "order_completed",
		page: "/done",
		url: "/done?x=1",
		productId: "LL",
		price: "89.00",
		quantity: 2,
		currency: "EUR",
		properties: { country: "DE" },
	});
});

test("two equal rows are two events, and the same content once more is other events only when asked", () => {
	const first = mapperOf(shop).mapper({ row: 1, cells: cells() }).event;
	const second = mapperOf(shop).mapper({ row: 2, cells: cells() }).event;
	const again = mapperOf({ ...shop, suffix: "#2" }).mapper({ row: 1, cells: cells() }).event;
	expect(new Set([first, second, again].map((event) => event?.eventId)).size).toBe(3);
	expect(mapperOf(shop).mapper({ row: 1, cells: cells() }).event).toEqual(first);
});

test("rows of two files under one source are different events", () => {
	const named = { ...shop, over: { source: "shop" } };
	const { event } = judge(named, cells());
	expect(event).toMatchObject({ source: "shop", eventId: "0123456789ab:7" });
});

test.each([
	[{ ts: "01/10/2026 25:61:00" }, "error time_unreadable"],
	[{ ts: "" }, "error time_missing"],
	[{ ts: "1999-12-31" }, "error time_range"],
	[{ ts: "2026-11-24" }, "error time_range"],
	[{ price: "cheap" }, "error price_unreadable"],
	[{ qty: "many" }, "error quantity_unreadable"],
	[{ qty: "-1" }, "error quantity_not_above_0"],
	[{ v: "x".repeat(257) }, "error invalid_client_id"],
	[{ v: "a\u0001b" }, "error invalid_client_id"],
	[{ country: "x".repeat(40_000) }, "error too_large"],
	[{ price: "1,234" }, "warning comma_groups"],
	[{ cur: "" }, "warning currency_missing"],
	[{ cur: "Euro" }, "warning currency_unknown"],
] as const)("%o: %s", (over, code) => {
	const judged = judge(shop, cells(over));
	expect(codes(judged)).toEqual([code]);
	expect(judged.event === null).toBe(code.startsWith("error"));
});

test("a quantity below one is an order's fault, not a cancellation's", () => {
	expect(judge(shop, cells({ ev: "cancel", qty: "-12" })).event).toMatchObject({ action: "order_cancelled", quantity: -12 });
	expect(judge(shop, cells({ ev: "stock_adjust", qty: "-10" })).problems).toEqual([]);
	const refund = judge({ ...shop, over: { negative_orders: "refund" } }, cells({ qty: "-1" }));
	expect(refund.event).toMatchObject({ action: "order_refunded", quantity: -1 });
	expect(codes(refund)).toEqual(["info quantity_refund"]);
});

test("an empty currency takes the one that was chosen, and says so", () => {
	const judged = judge({ ...shop, over: { default_currency: "EUR" } }, cells({ cur: "" }));
	expect(judged.event?.currency).toBe("EUR");
	expect(judged.problems[0]?.message).toBe("the currency is empty. EUR will be used.");
	expect(judge({ ...shop, over: { default_currency: "EUR" } }, cells({ cur: "", price: "" })).event?.currency).toBeNull();
});

test("a decimal comma is read as such, to the digit", () => {
	const judged = judge({ ...shop, over: { decimal: "comma" } }, cells({ price: "1.234,50", cur: "EUR" }));
	expect(judged.event?.price).toBe("1234.50");
	expect(codes(judged)).toEqual(["warning decimal_comma"]);
});

test("an hour that occurs twice is taken and told", () => {
	const judged = judge({ ...shop, over: { tz: "Europe/Berlin" } }, cells({ ts: "2026-10-25 02:30:00" }));
	expect(judged.event?.ts).toBe(Date.UTC(2026, 9, 25, 0, 30));
	expect(codes(judged)).toEqual(["info time_twice"]);
});

test("an id that means nothing makes no visitor", () => {
	const given: Given = { fields: { ts: "timestamp", user: "user_id", session: "session_id" } };
	expect(judge(given, ["2026-10-01", "NULL", "s"]).event).toMatchObject({ userId: null, visitor: "s" });
	expect(judge(given, ["2026-10-01", "", ""]).event).toMatchObject({ userId: null, sessionId: null, visitor: "0123456789ab:7" });
});

test("without any id, address and browser make the visitor, and neither address is kept", () => {
	const given: Given = { fields: { time: "timestamp", ip: "ip", ua: "user_agent" } };
	const visitor = (ip: string, ua: string) => judge(given, ["2026-10-01", ip, ua]).event;
	const one = visitor("10.0.0.1", "Mozilla/5.0");
	expect(one?.visitor).toMatch(/^[0-9a-f]{32}$/);
	expect(visitor("10.0.0.1", "Mozilla/5.0")?.visitor).toBe(one?.visitor);
	expect(visitor("10.0.0.1", "curl/8")?.visitor).not.toBe(one?.visitor);
	expect(visitor("10.0.0.1", "curl/8")?.ipHash).toBe(one?.ipHash);
	expect(visitor("10.0.0.2", "curl/8")?.ipHash).not.toBe(one?.ipHash);
	expect(JSON.stringify(one)).not.toContain("10.0.0.1");
});

test("an event's own properties are read as those of a client, and what columns hold is not kept twice", () => {
	const given: Given = { fields: { ts: "timestamp", props: "properties", price: "price" } };
	const { event } = judge(given, ["2026-10-01", { price: 1, sku: "A", colour: "red", source: "seed_demo" }, 4.25], { extra: { z: 1 } });
	expect(event).toMatchObject({ source: "seed_demo", productId: "A", price: "4.25", properties: { colour: "red", z: 1 } });
	expect(judge(given, ["2026-10-01", '{"colour":"red"}', ""]).event?.properties).toEqual({ colour: "red" });
	const text = judge(given, ["2026-10-01", "colour=red", ""]);
	expect(text.event?.properties).toEqual({ props: "colour=red" });
	expect(codes(text)).toEqual(["warning properties_text"]);
});

test("a kept column named source does not change who sent the event", () => {
	const { event } = judge({ fields: { ts: "timestamp", source: "property" } }, ["2026-10-01", "newsletter"]);
	expect(event).toMatchObject({ source: "import:0123456789ab", properties: { source: "newsletter" } });
	expect(judge({ fields: { ts: "timestamp", source: "source" } }, ["2026-10-01", "web"]).event).toMatchObject({
		source: "web",
		properties: {},
	});
});

test("a mapping that cannot work is refused", () => {
	expect(() => mapperOf({ fields: { a: "property" } })).toThrow(/No column is the time/);
	expect(() => mapperOf({ fields: { a: "timestamp", b: "timestamp" } })).toThrow(/"a" and "b" both mean timestamp/);
	const mapping = mappingSchema.parse({ columns: [{ column: "x", field: "timestamp" }] });
	expect(() => planOf(mapping, ["a"])).toThrow(/no column "x"/);
});

test("problems are grouped, with the first row and how many; cells only of the preview", () => {
	const { mapping, mapper } = mapperOf(shop);
	const tally = openTally(mapper, mapping);
	const rows = Array.from(
		{ length: 30 },
		(_, at): FileRow => ({ row: at + 1, cells: cells(at % 5 === 4 ? { ts: "25:61" } : { cur: "" }) }),
	);
	expect(tally.take(rows)).toHaveLength(24);
	expect(tally.counts()).toMatchObject({ rows: 30, rejected: 6 });
	expect(tally.counts().problems).toEqual([
		{
			code: "time_unreadable",
			severity: "error",
			title: "Time cannot be read",
			message: 'Row 5: "25:61" is no time that can be read. Left out.',
			rows: 6,
			first_row: 5,
		},
		{
			code: "currency_missing",
			severity: "warning",
			title: "No currency",
			message: "Row 1: an amount without a currency; such amounts are a group of their own.",
			rows: 24,
			first_row: 1,
		},
	]);
	expect(
		tally
			.cells()
			.filter(({ column }) => column === "ts")
			.map(({ row }) => row),
	).toEqual([5, 10, 15, 20]);
});

test("dates that either order reads are told, once the whole file proves neither", () => {
	const days = (...dates: string[]) => {
		const { mapping, mapper } = mapperOf({ fields: { ts: "timestamp" }, over: { date_order: "dmy" } });
		const tally = openTally(mapper, mapping);
		tally.take(dates.map((date, at) => ({ row: at + 1, cells: [date] })));
		return tally.counts().problems.map(({ code }) => code);
	};
	expect(days("1/2/2026", "3/4/2026")).toEqual(["date_order"]);
	expect(days("1/2/2026", "13/4/2026")).toEqual([]);
});

test("a referrer of the file's own site brings nobody, another one does", () => {
	const fields = { time: "timestamp", url: "url", referrer: "referrer" } as const;
	const columns = Object.entries(fields).map(([column, field]) => ({ column, field }));
	const deps = { secret: new Uint8Array(32), receivedAt, sha256, suffix: "", ownHost: "site.example" };
	const mapper = openMapper(planOf(mappingSchema.parse({ columns }), Object.keys(fields)), deps);
	const channelFrom = (referrer: string) => mapper({ row: 1, cells: ["2026-10-01T06:00:00Z", "/a", referrer] }).event?.channel;
	expect(channelFrom("http://www.site.example/b")).toBeNull();
	expect(channelFrom("http://other.example/")).toBe("referral");
	expect(channelFrom("http://www.google.fr/")).toBe("search");
});
