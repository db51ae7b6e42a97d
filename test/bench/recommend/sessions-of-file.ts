import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readConfig } from "../../../backend/config.js";
import { compose } from "../../../backend/main.js";
import { bounds } from "../../../backend/recommendations/parameters.js";
import { type HeldSession, openSessionIndex } from "../../../backend/recommendations/session-index.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";
import { type ImportOptions, importInto } from "../../../scripts/transfer/import-command.js";

export interface Told {
	readonly sessions: readonly HeldSession[];
	/** Of products, as events tell them. */
	readonly categories: ReadonlyMap<string, string>;
	readonly name: string;
}

const everything = { sessions: Number.MAX_SAFE_INTEGER, itemsOfSession: bounds.itemsOfSession };

/** Every session of a store, by the index that serves recommendations. */
const sessionsOf = async (path: string): Promise<Omit<Told, "name">> => {
	const store = await openDuckStore({ path });
	try {
		const index = openSessionIndex(everything);
		for (let after = 0; ; ) {
			const { sights, upto, newest } = await store.productSights({ after, limit: 20_000 });
			index.take(sights);
			after = upto;
			if (upto >= newest) break;
		}
		const categories = new Map(index.products.flatMap((product) => (product?.category ? [[product.id, product.category] as const] : [])));
		const slots = Array.from({ length: index.slots }, (_, slot) => slot).filter((slot) => index.isHeld(slot));
		return { sessions: slots.map((slot) => index.session(slot)), categories };
	} finally {
		await store.close();
	}
};

/** Imports the file as `npm run import` does, into a folder of its own that is removed again. */
export const sessionsOfFile = async (path: string, options: ImportOptions, signal: AbortSignal): Promise<Told> => {
	const dataDir = await mkdtemp(join(tmpdir(), "recommend-bench-"));
	try {
		const backend = await compose({ ...readConfig(), dataDir, logLevel: "error" }, { listen: "never" });
		try {
			await importInto(backend.client, path, options, signal);
		} finally {
			await backend.close();
		}
		return { ...(await sessionsOf(join(dataDir, "clickstream.duckdb"))), name: basename(path) };
	} finally {
		await rm(dataDir, { recursive: true, force: true });
	}
};
