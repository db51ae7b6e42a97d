import type { SeedRun } from "../contract/seeding.js";
import type { Parts } from "./deps.js";
import { source } from "./event.js";
import { iso, remembered } from "./history.js";

/** Events of one deletion: so many hold a transaction for some tenths of a second. */
const lot = 50_000;

/** Ids of all of a run's events begin with its key. */
const keyOf = ({ run_id }: SeedRun): string => `${run_id.replace(/^demo-/, "")}-`;

/** Takes the products of a run out that are as it made them; those that another run counts on are handed to it. */
const removeProducts = async ({ store }: Parts, run: SeedRun): Promise<void> => {
	if (run.products.length === 0) return;
	const heir = (await store.seedRuns(remembered)).find(
		({ run_id, status, options }) => run_id !== run.run_id && status === "done" && options.seed_products,
	);
	if (heir) return store.saveSeedRun({ ...heir, products: [...new Set([...heir.products, ...run.products])] });
	for (const { productId, createdAt, updatedAt } of await store.productsOf(run.products))
		if (createdAt === updatedAt) await store.removeProduct(productId);
};

/** The account that a run made, unless somebody has set its password. */
const removeAccount = async ({ store }: Parts, { user_id }: SeedRun): Promise<void> => {
	const user = user_id === null ? null : await store.user(user_id);
	if (user && user.passwordHash === null) await store.removeUser(user.userId);
};

export interface Removal {
	readonly parts: Parts;
	readonly run: SeedRun;
	readonly status: "undone" | "cancelled" | "failed";
	readonly error?: string;
	readonly onRemoved?: (events: number) => void;
}

/** Takes out what a run wrote, and nothing else. Idempotent: cut off in the middle, it is done again. */
export const removeRun = async ({
	parts,
	run,
	status,
	error,
	onRemoved,
}: Removal): Promise<{ readonly run: SeedRun; readonly removed: number }> => {
	const { store, now } = parts;
	let removed = 0;
	for (let count = -1; count !== 0; ) {
		count = await store.removeBeginning(source, keyOf(run), lot);
		removed += count;
		onRemoved?.(removed);
	}
	await removeProducts(parts, run);
	await removeAccount(parts, run);
	const none = { events: 0, orders: 0, sessions: 0, visitors: 0, products: [], user_id: null };
	const at = iso(now());
	const gone: SeedRun = {
		...run,
		...none,
		status,
		error: error ?? null,
		finished_at: run.finished_at ?? at,
		undone_at: status === "undone" ? at : null,
	};
	await store.saveSeedRun(gone);
	return { run: gone, removed };
};
