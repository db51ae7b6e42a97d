import { expect, test } from "vitest";
import type { SavedFunnel } from "../../../backend/contract/funnels.js";
import type { Bench } from "../suite.js";

const funnel = (id: string, name: string, window: number | null = null): SavedFunnel => ({
	id,
	name,
	funnel: {
		steps: [
			{ on: "page", is: "/Ü*", where: [] },
			{ on: "event", is: "order_completed", name: "Ordered", where: [{ field: "price", is: "greater", value: 4.25 }] },
		],
		per: "session",
		window,
		strict: false,
		by: null,
	},
	created_at: "2024-01-01T00:00:00.000Z",
	changed_at: "2024-01-01T00:00:00.000Z",
	created_by: null,
});

const names = async (bench: Bench): Promise<string[]> => (await bench.store().funnels()).map(({ name }) => name);

export const funnelPromises = (bench: Bench): void => {
	test("a funnel comes back as it was saved; an unknown one is null", async () => {
		await bench.store().saveFunnel(funnel("a", "Buyers"));
		expect(await bench.store().funnel("a")).toEqual(funnel("a", "Buyers"));
		expect(await bench.store().funnel("b")).toBeNull();
	});

	test("funnels are listed by name, upper and lower case alike", async () => {
		for (const [id, name] of [
			["1", "search"],
			["2", "Buyers"],
			["3", "abandoned"],
		] as const)
			await bench.store().saveFunnel(funnel(id, name));
		expect(await names(bench)).toEqual(["abandoned", "Buyers", "search"]);
	});

	test("a funnel is replaced by its id, also under another name", async () => {
		await bench.store().saveFunnel(funnel("a", "Buyers"));
		await bench.store().saveFunnel(funnel("a", "buyers", 30));
		await bench.store().saveFunnel(funnel("a", "Orders", 30));
		expect(await bench.store().funnels()).toEqual([funnel("a", "Orders", 30)]);
	});

	test("the name of another funnel is refused, upper and lower case alike, and nothing changes", async () => {
		await bench.store().saveFunnel(funnel("a", "Über"));
		await expect(bench.store().saveFunnel(funnel("b", "über"))).rejects.toMatchObject({ code: "conflict" });
		await bench.store().saveFunnel(funnel("b", "Other"));
		await expect(bench.store().saveFunnel(funnel("b", "ÜBER", 9))).rejects.toMatchObject({ code: "conflict" });
		expect(await bench.store().funnel("b")).toEqual(funnel("b", "Other"));
	});

	test("of two that race for a name one is saved", async () => {
		const calls = ["a", "b"].map((id) => bench.store().saveFunnel(funnel(id, "Buyers")));
		const settled = await Promise.allSettled(calls);
		expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		expect(await names(bench)).toEqual(["Buyers"]);
	});

	test("a removed funnel is gone, and its name free", async () => {
		await bench.store().saveFunnel(funnel("a", "Buyers"));
		expect(await bench.store().removeFunnel("a")).toBe(true);
		expect(await bench.store().removeFunnel("a")).toBe(false);
		await bench.store().saveFunnel(funnel("b", "Buyers"));
		expect(await names(bench)).toEqual(["Buyers"]);
	});
};
