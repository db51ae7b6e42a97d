import { expect, test } from "./electron.js";
import { open, stored, track, waiting, withShop } from "./tracker.js";

test("Retry-After holds for pages that come after too, and one that asks for years neither ends tracking nor makes it hammer", async ({
	dataDir,
}) => {
	await withShop(dataDir, undefined, async ({ context, front, server }) => {
		front.fault({ kind: "busy", retryAfter: "9" });
		const page = await open(context, front);
		await track(page, 0, 30);
		await expect.poll(() => front.came.length).toBe(1);
		const askedAt = Date.now();
		front.fault({ kind: "none" });
		const other = await open(context, front);
		await track(other, 30, 30);
		await page.evaluate(() => analytics.flush());
		await page.reload();
		await expect.poll(() => waiting(other), { timeout: 30_000 }).toBe(0);
		expect(Date.now() - askedAt).toBeGreaterThan(5_000);
		expect(await stored(server, dataDir, "numbered")).toHaveLength(60);

		front.fault({ kind: "busy", retryAfter: "99999999999" });
		const before = front.came.length;
		await track(other, 60, 30);
		await expect.poll(() => front.came.length).toBe(before + 1);
		await other.waitForTimeout(2_500);
		expect(front.came.length).toBe(before + 1);
		const until = Number(await other.evaluate(() => localStorage.getItem("cs.w")));
		expect(until - Date.now()).toBeLessThanOrEqual(300_000);
	});
});

test("a page that goes leaves within the browser's 64 KiB, and the rest comes with the next visit", async ({ dataDir }) => {
	await withShop(dataDir, undefined, async ({ context, front, server }) => {
		front.fault({ kind: "slow", wait: 3_000 });
		const page = await open(context, front);
		await page.evaluate(() => {
			for (let n = 0; n < 200; n++) analytics.track("numbered", { n, text: "ü".repeat(1_000) });
		});
		await page.close({ runBeforeUnload: true });
		await expect.poll(() => front.came.length, { message: "the page sends as it goes" }).toBeGreaterThan(0);
		front.fault({ kind: "none" });
		const left = front.came.map((body) => Buffer.byteLength(body));
		expect(Math.max(...left)).toBeLessThanOrEqual(65_536);
		await open(context, front);
		const numbers = async () => (await stored(server, dataDir, "numbered")).map(({ properties }) => Number(properties["n"]));
		await expect.poll(async () => (await numbers()).length, { timeout: 60_000 }).toBe(200);
		expect(new Set(await numbers()).size).toBe(200);
	});
});

test("a server that takes requests and never answers holds the queue up for half a minute, not for good", async ({ dataDir }) => {
	await withShop(dataDir, undefined, async ({ context, front, server }) => {
		const page = await context.newPage();
		await page.clock.install();
		await page.goto(`${front.address}/shop`);
		front.fault({ kind: "slow", wait: 600_000 });
		await track(page, 0, 30);
		await expect.poll(() => front.came.length).toBe(1);
		front.fault({ kind: "none" });
		await page.clock.fastForward(31_000);
		await expect
			.poll(async () => {
				await page.clock.fastForward(2_000);
				return waiting(page);
			})
			.toBe(0);
		expect(await stored(server, dataDir, "numbered")).toHaveLength(30);
	});
});

interface TraceEvent {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	/** Processor time, µs. */
	readonly tdur?: number;
	readonly args?: { readonly data?: { readonly url?: string } };
}

/** Processor time of each task of the page's thread, ms: a busy machine makes a task wait, and this no longer. */
const tasksOf = (trace: Buffer): number[] => {
	const { traceEvents } = JSON.parse(trace.toString("utf8")) as { traceEvents: TraceEvent[] };
	const own = traceEvents.find(({ args }) => args?.data?.url?.endsWith("/static/analytics.js") === true);
	return traceEvents
		.filter(({ name, pid, tid }) => name === "RunTask" && pid === own?.pid && tid === own.tid)
		.map(({ tdur = 0 }) => tdur / 1_000);
};

test("makes no task of 50 ms, loaded with 2,000 events waiting, tracking more, and sending them all", async ({ dataDir }, {
	annotations,
}) => {
	await withShop(dataDir, '<script src="/static/analytics.js"></script>', async ({ context, front }) => {
		const page = await open(context, front);
		await page.evaluate(() => {
			for (let n = 0; n < 2_000; n++) {
				const id = `0${n.toString(36).padStart(4, "0")}`;
				const event = { event_id: `old-${id}`, client_id: "v", event_type: "waited", properties: { n, text: "x".repeat(300) } };
				localStorage.setItem(`cs.q.${id}`, JSON.stringify(event));
			}
		});
		const browser = context.browser();
		await browser?.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] });
		await page.reload();
		await page.evaluate(() => {
			for (let n = 0; n < 50; n++) setTimeout(() => analytics.track("while_full", { n }), n * 10);
		});
		await expect.poll(() => waiting(page), { timeout: 60_000 }).toBe(0);
		const tasks = tasksOf((await browser?.stopTracing()) ?? Buffer.from(""));
		annotations.push({ type: "longest task, ms of processor time", description: Math.max(...tasks).toFixed(1) });
		expect(tasks.length, "the page's thread was seen at work").toBeGreaterThan(50);
		expect(Math.max(...tasks)).toBeLessThan(50);
	});
});
