import { expect, test } from "vitest";
import type { Analysis } from "../../../backend/contract/analysis.js";
import { analysisRecord, importRecord } from "../../builders/records.js";
import type { Bench } from "../suite.js";

const reject = (index: number) => ({
	index,
	path: "timestamp",
	code: "bad_time" as const,
	message: `event ${index}`,
	fix: "send seconds",
	receivedAt: index,
	source: "api",
	excerpt: '{"a":1}',
});

const analysis = (id: string, owner: string | null, minute = 0): Analysis =>
	analysisRecord(id, { user_id: owner, created_at: new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString() });

export const recordPromises = (bench: Bench): void => {
	test("rejects are listed newest first, with what was refused and why", async () => {
		await bench.store().addRejects([reject(1), reject(2)]);
		await bench.store().addRejects([reject(3)]);
		const { items, total } = await bench.store().rejects(2);
		expect(total).toBe(3);
		expect(items.map(({ index }) => index)).toEqual([3, 2]);
		const { receivedAt, ...rest } = reject(3);
		expect(items[0]).toEqual({ ...rest, received_at: receivedAt, id: expect.any(Number) });
	});

	test("the newest 10,000 rejects stay", async () => {
		const many = (first: number, count: number) => Array.from({ length: count }, (_, index) => reject(first + index));
		await bench.store().addRejects(many(0, 9_999));
		await bench.store().addRejects(many(9_999, 5));
		const { items, total } = await bench.store().rejects(200);
		expect(total).toBe(10_000);
		expect(items[0]?.index).toBe(10_003);
		expect((await bench.store().counts()).rejected).toBe(10_000);
		await bench.store().addRejects(many(0, 10_500));
		expect((await bench.store().rejects(1)).total).toBe(10_000);
		await bench.store().addRejects([]);
	});

	test("an analysis comes back as it was saved; an unknown one is null", async () => {
		await bench.store().saveAnalysis(analysis("a", "1"));
		expect(await bench.store().analysis("a")).toEqual(analysis("a", "1"));
		expect(await bench.store().analysis("b")).toBeNull();
	});

	test("analyses are listed newest first, of one owner or of all, each once", async () => {
		for (const [id, owner, minute] of [
			["a", "1", 1],
			["b", "2", 3],
			["c", "1", 2],
			["d", null, 0],
		] as const)
			await bench.store().saveAnalysis(analysis(id, owner, minute));
		await bench.store().saveAnalysis(analysis("c", "1", 2));
		const ids = async (owner: string | null, limit: number) => (await bench.store().analyses(owner, limit)).map(({ _id }) => _id);
		expect(await ids(null, 10)).toEqual(["b", "c", "a", "d"]);
		expect(await ids("1", 10)).toEqual(["c", "a"]);
		expect(await ids(null, 2)).toEqual(["b", "c"]);
		const [head] = await bench.store().analyses("2", 1);
		expect(head).toEqual({
			_id: "b",
			user_id: "2",
			created_at: analysis("b", "2", 3).created_at,
			kind: "detailed",
			status: "done",
			error: null,
			parameters: analysis("b", "2").parameters,
			total_events: 7,
			total_sessions: 3,
			took_ms: 5,
		});
	});

	test("a removed analysis is gone; analyses of a removed user stay", async () => {
		await bench.store().createUser({ userId: "1", username: "ada", email: null, role: "analyst", passwordHash: null, createdAt: 1 });
		await bench.store().saveAnalysis(analysis("a", "1"));
		await bench.store().saveAnalysis(analysis("b", "1"));
		expect(await bench.store().removeAnalysis("a")).toBe(true);
		expect(await bench.store().removeAnalysis("a")).toBe(false);
		await bench.store().removeUser("1");
		expect((await bench.store().analyses(null, 10)).map(({ _id }) => _id)).toEqual(["b"]);
	});

	test("an import is inserted, then replaced by its id, and keeps its place", async () => {
		await bench.store().saveImport(importRecord("a", { status: "running", finished_at: null }));
		await bench.store().saveImport(importRecord("b"));
		await bench.store().saveImport(importRecord("a", { rows: 9 }));
		const imports = await bench.store().imports(10);
		expect(imports.map(({ import_id }) => import_id)).toEqual(["b", "a"]);
		expect(imports[1]).toEqual(importRecord("a", { rows: 9 }));
		expect(await bench.store().imports(1)).toHaveLength(1);
	});

	test("imports at which a process still is are not told as left", async () => {
		await bench.store().saveImport(importRecord("a", { status: "running", finished_at: null }));
		await bench.store().saveImport(importRecord("b"));
		expect(await bench.store().leftImports()).toEqual([]);
		await bench.store().saveImport(importRecord("a"));
		expect(await bench.store().leftImports()).toEqual([]);
	});

	test("the newest finished import of a content is found, and no other", async () => {
		await bench.store().saveImport(importRecord("a", { finished_at: "2024-01-01T00:01:00.000Z" }));
		await bench.store().saveImport(importRecord("b", { finished_at: "2024-01-02T00:01:00.000Z" }));
		await bench.store().saveImport(importRecord("c", { status: "failed", finished_at: "2024-01-03T00:01:00.000Z" }));
		await bench.store().saveImport(importRecord("d", { sha256: "other", finished_at: "2024-01-04T00:01:00.000Z" }));
		expect((await bench.store().importOf("abc"))?.import_id).toBe("b");
		expect(await bench.store().importOf("unknown")).toBeNull();
	});

	test("settings begin with defaults; a change sets what it names and answers all", async () => {
		expect(await bench.store().settings()).toEqual({ shop_name: "Your shop", time_zone: "UTC", currency: null });
		const changed = { shop_name: "Ünser Laden", time_zone: "UTC", currency: "EUR" };
		expect(await bench.store().changeSettings({ shop_name: "Ünser Laden", currency: "EUR" })).toEqual(changed);
		expect(await bench.store().settings()).toEqual(changed);
		expect(await bench.store().changeSettings({ currency: null })).toEqual({ ...changed, currency: null });
	});

	test("the secret is 32 random bytes, made once for a store", async () => {
		const [one, two] = await Promise.all([bench.store().secret(), bench.store().secret()]);
		expect(one).toHaveLength(32);
		expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
		const other = await (await bench.another({})).secret();
		expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
	});
};
