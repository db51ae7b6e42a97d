import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../../../backend/logging.js";
import { fromNeighbours, waysOf } from "../../../backend/recommendations/drafts.js";
import { forCaller } from "../../../backend/recommendations/for-caller.js";
import { openLiveIndex, type Reading } from "../../../backend/recommendations/live-index.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import type { NewEvent } from "../../../backend/store/event.js";
import { openMongoStore } from "../../../backend/store/mongo/open.js";
import type { Store } from "../../../backend/store/ports.js";
import { startMongo } from "../../../scripts/services/mongo.js";
import { event } from "../../builders/event.js";
import { type Chance, chance } from "../random.js";
import { quantile } from "./report.js";

export interface Size {
	readonly events: number;
	readonly products: number;
	readonly questions: number;
	/** Keeps the made shop there, and takes one that is there; a folder that is removed again, when not given. */
	readonly data?: string | undefined;
	/** Events and products in a MongoDB that is started for it, instead of in the embedded store. */
	readonly mongo?: boolean;
}

type Progress = (what: string, done: number, of: number) => void;

/** One line each 20 %. */
const progressOf = (say: (line: string) => void): Progress => {
	const told = new Map<string, number>();
	return (what, done, of) => {
		const share = Math.floor((done / of) * 5);
		if (share === (told.get(what) ?? 0)) return;
		told.set(what, share);
		say(`${done} of ${of} ${what}`);
	};
};

const start = Date.UTC(2026, 0, 1);

interface Visit {
	readonly visitor: string;
	readonly session: string;
	readonly at: number;
	/** Products of a neighbourhood of the catalog, some far more looked at than others, and now and then any. */
	readonly products: readonly number[];
}

const visit = (by: Chance, nth: number, products: number): Visit => {
	const centre = by.skewed(products, 2.5);
	const length = 1 + by.skewed(14, 2);
	const near = (): number => (by.holds(0.2) ? by.skewed(products, 3) : (centre + by.skewed(200, 3)) % products);
	return { visitor: `v${by.whole(1_000_000)}`, session: `s${nth}`, at: start + nth * 9_000, products: Array.from({ length }, near) };
};

const eventsOf = (by: Chance, { visitor, session, at, products }: Visit): NewEvent[] =>
	products.map((product, step) =>
		event({
			eventId: `${session}-${step}`,
			clientId: visitor,
			sessionId: session,
			ts: at + step * 20_000,
			action: by.holds(0.05) ? "order_completed" : by.holds(0.1) ? "product_added" : "product_viewed",
			productId: `p${product}`,
			productName: `Product ${product}`,
			productCategory: `Category ${product % 60}`,
		}),
	);

const fillCatalog = async (store: Store, { products }: Size, progress: Progress): Promise<void> => {
	for (let from = 0; from < products; from += 5_000) {
		const some = Array.from({ length: Math.min(5_000, products - from) }, (_, at) => from + at);
		await store.saveProducts(
			some.map((product) => ({
				productId: `p${product}`,
				slug: `p${product}`,
				name: `Product ${product}`,
				category: `Category ${product % 60}`,
				price: product % 400,
				currency: "EUR",
				tags: [],
				description: null,
				brand: null,
				stock: product % 9,
				imageUrl: null,
			})),
			start,
		);
		progress("products", from + some.length, products);
	}
};

/** The visits, which the seed decides; their events are stored where that is still to be done. */
const makeVisits = async (by: Chance, { events, products }: Size, store: (batch: NewEvent[]) => Promise<unknown>): Promise<Visit[]> => {
	const visits: Visit[] = [];
	let batch: NewEvent[] = [];
	for (let made = 0; made < events; ) {
		const one = visit(by, visits.length, products);
		visits.push(one);
		batch.push(...eventsOf(by, one));
		if (batch.length < 4_000 && made + batch.length < events) continue;
		await store(batch);
		made += batch.length;
		batch = [];
	}
	return visits;
};

const fill = async (store: Store, by: Chance, size: Size, progress: Progress): Promise<Visit[]> => {
	const { events } = await store.counts();
	if (events >= size.events) return makeVisits(by, size, async () => undefined);
	if (events > 0) throw new Error(`The shop that is kept has ${events} of ${size.events} events. Remove it, or name another folder.`);
	await fillCatalog(store, size, progress);
	let stored = 0;
	return makeVisits(by, size, async (batch) => {
		await store.append(batch);
		stored += batch.length;
		progress("events", Math.min(stored, size.events), size.events);
	});
};

const kinds = ["of a session", "of a session that just looked", "of products", "of a rare product", "of nobody"] as const;
type Kind = (typeof kinds)[number];

/** One view more, new each time the bench runs. */
const lookOf = ({ visitor, session, at, products }: Visit, nth: number): NewEvent =>
	event({
		eventId: `look-${Date.now()}-${nth}`,
		clientId: visitor,
		sessionId: session,
		ts: at + 500_000,
		action: "product_viewed",
		productId: `p${((products[0] ?? 0) + nth) % 1_000}`,
	});

/** Whoever asks, and a product so rare that the fallbacks have to fill the list. */
const askedOf = (kind: Kind, { visitor, session, products }: Visit, rare: string) => {
	if (kind === "of a session" || kind === "of a session that just looked") return { client_id: visitor, session_id: session };
	if (kind === "of products") return { products: products.map((product) => `p${product}`).join(",") };
	return kind === "of a rare product" ? { products: rare } : {};
};

const rarest = ({ index }: Reading): string[] =>
	index.products.flatMap((product) => (product?.sessions === 1 ? [product.id] : [])).slice(0, 10_000);

/** Asking ends then, whatever was asked; ms. */
const mostAsking = 180_000;

interface Took {
	readonly ms: number[];
	/** Milliseconds of all threads: on a busy machine it tells more than the clock. */
	readonly cpu: number[];
}

interface Asking {
	readonly deps: { readonly store: Store; readonly live: ReturnType<typeof openLiveIndex> };
	readonly visits: readonly Visit[];
	readonly by: Chance;
	readonly questions: number;
	readonly progress: Progress;
}

const ask = async ({ deps, visits, by, questions, progress }: Asking): Promise<Map<string, Took>> => {
	const took = new Map<string, Took>();
	const timed = async (what: string, work: () => unknown): Promise<void> => {
		const of = took.get(what) ?? { ms: [], cpu: [] };
		took.set(what, of);
		const [from, used] = [performance.now(), process.cpuUsage()];
		await work();
		const { user, system } = process.cpuUsage(used);
		of.ms.push(performance.now() - from);
		of.cpu.push((user + system) / 1_000);
	};
	const reading = await deps.live.fresh(3_600_000);
	const { index, find } = reading;
	const rare = rarest(reading);
	const until = performance.now() + mostAsking;
	for (let asked = 0; asked < questions && performance.now() < until; asked += 1) {
		const one = visits[visits.length - 1 - by.skewed(visits.length, 2)] as Visit;
		const evolving = { items: [...new Set(one.products)].map((product) => `p${product}`), own: `s:${one.session}` };
		await timed("Index, neighbours and reasons", () => fromNeighbours(index, find, evolving));
		await timed("Index, neighbours and all fallbacks", () => [
			...waysOf(index, evolving, () => fromNeighbours(index, find, evolving).drafts),
		]);
		for (const kind of kinds) {
			const input = { limit: 10, ...askedOf(kind, one, rare[by.whole(rare.length)] ?? "") };
			if (kind === "of a session that just looked") await deps.store.append([lookOf(one, asked)]);
			await timed(`Operation, ${kind}`, () =>
				forCaller({ ...deps, now: () => one.at + 600_000 }, input, { role: "anyone", userId: null, peer: null, token: null }),
			);
		}
		progress("questions", asked + 1, questions);
	}
	return took;
};

interface Opened {
	readonly store: Store;
	close(): Promise<void>;
}

const openEmbedded = async (folder: string): Promise<Opened> => {
	const store = await openDuckStore({ path: join(folder, "store.duckdb") });
	return { store, close: store.close };
};

const openShared = async (folder: string): Promise<Opened> => {
	await mkdir(folder, { recursive: true });
	const server = await startMongo(join(folder, "mongo"));
	const replica = await openDuckStore({ path: join(folder, "replica.duckdb") });
	const statePath = join(folder, "replica.json");
	const store = openMongoStore({ uri: server.uri, database: "bench", replica, statePath, patienceMs: 3_600_000 });
	const close = async (): Promise<void> => {
		await store.close();
		await server.stop();
	};
	return { store, close };
};

/**
 * A shop of the size told, made from a seed: how long reading it takes, what the index weighs, and how long a question takes: in the index
 * alone, and from the operation's own code with the store's and the catalog's look-ups.
 */
export const benchMade = async (size: Size, say: (line: string) => void): Promise<string> => {
	const { data, events, products, mongo = false } = size;
	const kept = `${events}-${products}${mongo ? "-mongo" : ""}`;
	const folder = data === undefined ? await mkdtemp(join(tmpdir(), "recommend-bench-")) : join(data, kept);
	const { store, close } = mongo ? await openShared(folder) : await openEmbedded(folder);
	const progress = progressOf(say);
	try {
		const by = chance(1);
		const visits = await fill(store, by, size, progress);
		const before = process.memoryUsage();
		const began = performance.now();
		const live = openLiveIndex({ store, log: openLog("silent") });
		const { index } = await live.fresh(3_600_000);
		const read = performance.now() - began;
		const after = process.memoryUsage();
		say(`Read in ${(read / 1000).toFixed(1)} s`);
		const took = await ask({ deps: { store, live }, visits, by, questions: size.questions, progress });
		const held = index.held;
		await live.close();
		const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
		const used = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
		const ms = (times: readonly number[], share: number): string => `${quantile(times, share).toFixed(1)} ms`;
		return [
			`${size.events} events, ${size.products} products: ${held} sessions held; read in ${(read / 1000).toFixed(1)} s; ${mib(used)} (typed arrays ${mib(index.bytes())}).`,
			"",
			"| What | p50 | p95 | p99 | CPU p50 | CPU p95 | Questions |",
			"|---|---|---|---|---|---|---|",
			...[...took].map(([what, { ms: times, cpu }]) => {
				const cells = [ms(times, 0.5), ms(times, 0.95), ms(times, 0.99), ms(cpu, 0.5), ms(cpu, 0.95)];
				return `| ${what} | ${cells.join(" | ")} | ${times.length} |`;
			}),
		].join("\n");
	} finally {
		await close();
		if (size.data === undefined) await rm(folder, { recursive: true, force: true });
	}
};
