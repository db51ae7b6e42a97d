import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../../backend/store/ports.js";
import { accountPromises } from "./promises/accounts.js";
import { aggregatePromises } from "./promises/aggregates.js";
import { catalogPromises } from "./promises/catalog.js";
import { editorPromises } from "./promises/editor.js";
import { exporterPromises } from "./promises/exporter.js";
import { forwardingPromises } from "./promises/forwarding.js";
import { funnelPromises } from "./promises/funnels.js";
import { livePromises } from "./promises/live.js";
import { modelPromises } from "./promises/model.js";
import { orderPromises } from "./promises/orders.js";
import { readerPromises } from "./promises/reader.js";
import { recommendationPromises } from "./promises/recommendations.js";
import { recordPromises } from "./promises/records.js";
import { seedPromises } from "./promises/seeds.js";
import { sightPromises } from "./promises/sights.js";
import { storePromises } from "./promises/store.js";
import { writeKeyPromises } from "./promises/write-keys.js";
import { writerPromises } from "./promises/writer.js";

export interface OpenOptions {
	/** A fresh, empty folder of this test. */
	readonly folder: string;
	readonly queueLimit?: number;
}

/** What every promise's test gets. */
export interface Bench {
	/** The store of this test, made anew for it. */
	store(): Store;
	folder(): string;
	/** A second, empty store with other options; closed after the test. */
	another(options: Omit<OpenOptions, "folder">): Promise<Store>;
	/** Closes and opens the same store again; null where nothing outlives the process. */
	readonly reopen: (() => Promise<Store>) | null;
}

/** Proves every sentence of backend/store/ports.ts for one adapter. `durable`: opening the same folder again finds what was stored. */
export const storeSuite = (
	name: string,
	open: (options: OpenOptions) => Promise<Store>,
	{ durable }: { readonly durable: boolean },
): void => {
	describe(name, () => {
		let folder = "";
		let stores: Store[] = [];
		const opened = async (options: OpenOptions): Promise<Store> => {
			const store = await open(options);
			stores.push(store);
			return store;
		};
		beforeEach(async () => {
			folder = await mkdtemp(join(tmpdir(), "store-"));
			stores = [];
			await opened({ folder });
		});
		afterEach(async () => {
			for (const store of stores) await store.close();
			await rm(folder, { recursive: true, force: true });
		});
		const bench: Bench = {
			store: () => stores.at(-1) as Store,
			folder: () => folder,
			another: (options) => opened({ ...options, folder: join(folder, `another-${stores.length}`) }),
			reopen: durable
				? async () => {
						await bench.store().close();
						return opened({ folder });
					}
				: null,
		};
		describe("writer", () => writerPromises(bench));
		describe("editor", () => editorPromises(bench));
		describe("reader", () => readerPromises(bench));
		describe("exporter", () => exporterPromises(bench));
		describe("accounts", () => accountPromises(bench));
		describe("rejects, analyses, imports, settings", () => recordPromises(bench));
		describe("catalog", () => catalogPromises(bench));
		describe("write keys", () => writeKeyPromises(bench));
		describe("language model", () => modelPromises(bench));
		describe("orders", () => orderPromises(bench));
		describe("forwarding", () => forwardingPromises(bench));
		describe("funnels", () => funnelPromises(bench));
		describe("recommendations", () => recommendationPromises(bench));
		describe("product sights", () => sightPromises(bench));
		describe("minute aggregates", () => aggregatePromises(bench));
		describe("live", () => livePromises(bench));
		describe("seed runs", () => seedPromises(bench));
		describe("store", () => storePromises(bench));
	});
};
