import type { Analysis } from "../../backend/contract/analysis.js";
import type { ImportRecord } from "../../backend/contract/transfer.js";
import type { NewEvent } from "../../backend/store/event.js";
import type { NoiseStore } from "../../backend/store/noise-port.js";
import type { Store } from "../../backend/store/ports.js";
import { clickstream } from "../bench/clickstream.js";
import { event } from "../builders/event.js";
import { analysisRecord, importRecord } from "../builders/records.js";

const day = Date.UTC(2024, 0, 1);

/** What stores may well keep in different ways. */
const odd = (): NewEvent[] => [
	event({ eventId: "money", price: "4.2500", revenue: "-0.0000", total: "12345678901234.5", quantity: 0.1, currency: "EUR" }),
	event({ eventId: "text", page: "/ü\u2028\u0001", searchTerm: "\ud800x", userId: "u", userVerified: true, ipHash: "ab", netHash: "cd" }),
	event({
		eventId: "names",
		properties: { $set: 1, "a.b": { "": [null, false, -0, 1e300, 12_345_678_901] }, _bsontype: "Long", source: 7 },
	}),
	event({ eventId: "order", properties: { 10: "b", 9: "a", z: 1, a: { source: "inner" } } }),
	event({ eventId: "text", source: "other", ts: 0, receivedAt: 1 }),
];

const analysis = (id: string): Analysis => analysisRecord(id, { detailed_metrics: { "/a.b": { $x: 1 } } as never });

const imported = (import_id: string): ImportRecord => importRecord(import_id, { sha256: import_id });

const seedRun = (run_id: string) => ({ run_id, started_at: "2024-01-01T00:00:00.000Z", state: "done" }) as never;

const events = async (store: Store, count: number): Promise<void> => {
	const all = [...odd(), ...[...clickstream({ events: count - 5, seed: 5, from: day, days: 30 })].flat()];
	for (let at = 0; at < all.length; at += 4_000) await store.append(all.slice(at, at + 4_000));
	const keys = all.filter((_, index) => index % 50 === 0).map(({ source, eventId }) => ({ source, eventId }));
	await store.flag(keys.slice(0, -3), ["bot", "too fast"], day);
	await store.flag(keys.slice(-3), [], day + 1);
};

const accounts = async (store: Store): Promise<void> => {
	const user = { username: "Ana", email: "ana@example.com", role: "owner", passwordHash: "hash", createdAt: day } as const;
	await store.createUser({ userId: "u1", ...user });
	await store.createUser({ userId: "u2", username: "Bo", email: null, role: "analyst", passwordHash: null, createdAt: day + 1 });
	await store.saveToken({ tokenHash: "t1", userId: "u1", createdAt: day, expiresAt: 4_102_444_800_000 });
	await store.saveCode({ codeHash: "c1", userId: "u2", purpose: "invite", expiresAt: 4_102_444_800_000 });
	await store.saveCode({ codeHash: "c2", userId: null, purpose: "owner", expiresAt: 4_102_444_800_000 });
};

const shop = async (store: Store): Promise<void> => {
	const product = { category: null, currency: "EUR", description: null, brand: "B", stock: 20, imageUrl: null };
	await store.saveProducts(
		[
			{ productId: "p1", slug: "shoe", name: "Shoe", price: 12.345, tags: ["a", "b"], ...product },
			{ productId: "p2", slug: "hat", name: "Hat", price: 3, tags: [], ...product, stock: null },
		],
		day,
	);
	const items = [{ product_id: "p1", name: "Shoe", category: null, price: 1, quantity: 2, amount: 2 }];
	const order = { order_id: "o1", user_id: "u1", created_at: "2024-01-01T00:00:00.000Z", items, currency: "EUR" };
	await store.placeOrder("key-1", { ...order, subtotal: 2, tax: 0.2, shipping: 5, total: 7.2 });
	await store.saveRecommendations("u1", { createdAt: day, origin: "model", items: [{ productId: "p1", reason: "first" }] });
	await store.saveRecommendations("u1", { createdAt: day, origin: "computed", items: [{ productId: "p2", reason: "second" }] });
};

const model = async (store: Store): Promise<void> => {
	const key = {
		owner: "u1",
		source: "manual",
		lastFour: "1234",
		hash: null,
		label: "desk",
		expiresAt: null,
		sealedBy: "secret_key",
	} as const;
	await store.saveModelKey({ ...key, sealed: "a1.xyz", createdAt: 1, updatedAt: 2, testedAt: null, answeredMs: null });
	const run = { runId: "r1", owner: "u1", at: day, model: "a/b", promptTokens: 1, completionTokens: 2, cost: 3, estimated: false };
	for (let call = 0; call < 2; call++) await store.addModelRun(run);
	await store.saveModelSettings({ models: ["a/b"], max_per_run: 0.1, max_per_month: 5, deny_keeping: true } as never);
};

const page = (reason: string, share: number, rest: number) => ({
	reason,
	sql: "SELECT seq, 0.25 AS score, visitor AS subject FROM events WHERE hash(source || event_id) % :share = :rest",
	params: { share, rest },
});

/** Deletes, marks, and marks and takes back: the runs 1, 2 and 3. Some of what is deleted carries marks. */
export const cleanUp = async (store: Store & NoiseStore): Promise<void> => {
	const carry = async (action: "tag" | "delete", queries: ReturnType<typeof page>[]): Promise<void> => {
		const judgement = await store.judge({ queries, since: null });
		const about = { since: null, reasons: [{ rule: "too_fast" as const, events: 1 }] };
		const confirmed = action === "delete" ? { confirmed: judgement.verdict.doomed } : {};
		await store.carryOut(judgement, { action, at: day + 5, about, ...confirmed });
		judgement.close();
	};
	await carry("tag", [page("too_fast", 40, 1), page("no_view", 60, 1)]);
	await carry("delete", [page("spam_referrer", 30, 1)]);
	await carry("tag", [page("no_view", 25, 2)]);
	await carry("tag", [page("too_fast", 25, 3)]);
	await store.undo(4, { at: day + 6 });
};

/** A store with something of every kind, and so many events, one in fifty of them flagged. */
export const stock = async (store: Store, count: number): Promise<void> => {
	await events(store, count);
	await accounts(store);
	await shop(store);
	await model(store);
	for (const id of ["a1", "a2", "a3"]) await store.saveAnalysis(analysis(id));
	await store.saveFunnel({ id: "f1", name: "Way", created_at: "2024-01-01T00:00:00.000Z" } as never);
	for (const id of ["i1", "i2"]) await store.saveImport(imported(id));
	await store.saveSeedRun(seedRun("s1"), { planted: [1, 2] } as never);
	await store.saveSeedRun(seedRun("s2"));
	const refused = { index: 0, path: "timestamp", code: "bad_time" as const, message: "m", fix: "f", source: "api", excerpt: "{}" };
	await store.addRejects([1, 2].map((receivedAt) => ({ ...refused, receivedAt })));
	await store.addWriteKey({
		keyId: "k1",
		keyHash: "h1",
		name: "Site",
		kind: "browser",
		shown: "wk_1",
		origins: ["https://a.example"],
		createdAt: 1,
		revokedAt: null,
	});
	await store.changeSettings({ shop_name: "Larch", time_zone: "Europe/Berlin", currency: "EUR" });
	await store.secret();
};
