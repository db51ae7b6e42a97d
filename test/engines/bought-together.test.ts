import { expect, test } from "vitest";
import { boughtTogether } from "../../backend/analysis/reports/bought-together.js";
import { readReport } from "../../backend/analysis/reports/read.js";
import { reportParams } from "../../backend/contract/reports.js";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";
import { withLog } from "./oracle/run.js";

const order = (orderId: string, products: number): NewEvent[] =>
	Array.from({ length: products }, (_, at) => event({ action: "order_completed", orderId, productId: `p${at}`, price: "1" }));

const answer = (log: readonly NewEvent[]) =>
	withLog(log, (engine) =>
		readReport(engine, { definition: boughtTogether, request: reportParams.parse({ limit: 1 }), dataThrough: null }),
	);

test("an order of 1,001 products makes no pairs, and is still one of all orders", async () => {
	const { rows, total } = await answer([...order("large", 1_001), ...order("small", 2)]);
	expect(total).toBe(1);
	expect(rows).toEqual([["p0", null, "p1", null, 1, 1 / 2, 1 / 2, 1 / 2, 1 / 2]]);
});

test("an order of 1,000 products makes all its pairs", async () => {
	expect((await answer(order("whole", 1_000))).total).toBe((1_000 * 999) / 2);
});
