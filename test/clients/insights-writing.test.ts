import { describe, expect, it, vi } from "vitest";
import { httpClient } from "../../backend/client/http.js";
import type { Analysis } from "../../backend/contract/analysis.js";
import type { InsightMessage } from "../../backend/contract/insights.js";
import { heldReport } from "../stand-ins/report.js";
import type { TestServer } from "./http-server.js";
import { analyse, chats, openTextBench, outputOf, secret, standIn, start } from "./text-bench.js";

openTextBench();

const client = (at: TestServer) => httpClient(at.address, { token: at.tokens.analyst });

/** The model writes "Written anew" once it is let go. */
const hold = (): (() => void) => {
	const { usual, go } = heldReport("Written anew: {F01}.");
	standIn.usual = usual;
	return go;
};

/** Asks for the text anew, and leaves once the model is asked. */
const writeAndLeave = async (at: TestServer, id: string): Promise<void> => {
	const leaving = new AbortController();
	const before = chats().length;
	const messages = await client(at).insights.write({ id }, { signal: leaving.signal });
	const heard = (async () => {
		for await (const _ of messages) if (leaving.signal.aborted) break;
	})();
	await vi.waitFor(() => expect(chats()).toHaveLength(before + 1));
	leaving.abort();
	await heard.catch(() => undefined); // Whoever leaves hears of it as an abort.
};

const summaryOf = async (at: TestServer, id: string): Promise<string> =>
	outputOf((await at.call(`/api/analyses/${id}`, { as: "owner" })).json as Analysis).parsed.executive_summary;

const all = async (messages: AsyncIterable<InsightMessage>): Promise<InsightMessage[]> => {
	const heard: InsightMessage[] = [];
	for await (const message of messages) heard.push(message);
	return heard;
};

/** All there is to hear from now on; resolves once the first of it is there, so that the server knows of the follower. */
const hearing = async (messages: AsyncIterable<InsightMessage>): Promise<{ readonly rest: Promise<InsightMessage[]> }> => {
	const iterator = messages[Symbol.asyncIterator]();
	const first = await iterator.next();
	expect(first.value).toMatchObject({ type: "insights" });
	const rest = all({ [Symbol.asyncIterator]: () => iterator });
	rest.catch(() => undefined); // Awaited by the test; until then a failure must not count as unhandled.
	return { rest };
};

describe("a text that is written when who asked for it leaves", () => {
	it("is written to its end and kept; who comes back follows it, and asks for no second one", async () => {
		const at = await start({ apiKey: secret });
		const { _id: id } = await analyse(at);
		const go = hold();
		await writeAndLeave(at, id);
		const asked = chats().length;
		const following = await hearing(await client(at).insights.follow({ id }));
		const asking = await hearing(await client(at).insights.write({ id }));
		go();
		for (const heard of [await following.rest, await asking.rest])
			expect(heard.at(-1)).toMatchObject({ type: "done", analysis: { _id: id } });
		expect(await summaryOf(at, id)).toBe("Written anew: 60.");
		expect(chats()).toHaveLength(asked);
		expect(await all(await client(at).insights.follow({ id }))).toEqual([]);
	});

	it("is stopped by being cancelled alone: the former stays, and the call counts", async () => {
		const at = await start({ apiKey: secret });
		const { _id: id } = await analyse(at);
		const before = await summaryOf(at, id);
		hold();
		await writeAndLeave(at, id);
		const { rest } = await hearing(await client(at).insights.follow({ id }));
		expect(await client(at).insights.cancel({ id })).toEqual({ status: "ok", cancelled: true });
		await expect(rest).rejects.toMatchObject({ code: "cancelled" });
		expect(await client(at).insights.cancel({ id })).toEqual({ status: "ok", cancelled: false });
		expect(await summaryOf(at, id)).toBe(before);
		expect((await at.call("/api/model", { as: "analyst" })).json).toMatchObject({ month: { runs: 2 } });
	});

	it("tells who comes back why it failed, until it is asked for anew", async () => {
		const at = await start({ apiKey: secret });
		const { _id: id } = await analyse(at);
		let fail: () => void = () => undefined;
		const until = new Promise<void>((resolve) => {
			fail = resolve;
		});
		standIn.usual = () => ({ kind: "held", text: "{}", until });
		await writeAndLeave(at, id);
		fail();
		await vi.waitFor(() => expect(client(at).insights.follow({ id }).then(all)).rejects.toThrow(/check.*stays as it was/), 10_000);
		hold()();
		await all(await client(at).insights.write({ id }));
		expect(await all(await client(at).insights.follow({ id }))).toEqual([]);
	});

	it("is nobody's to follow or to stop who may not read it", async () => {
		const at = await start({ apiKey: secret });
		const { _id: id } = await analyse(at);
		for (const method of ["GET", "DELETE"])
			expect((await at.call(`/api/analyses/${id}/insights`, { method, as: "customer" })).status, method).toBe(403);
	});
});
