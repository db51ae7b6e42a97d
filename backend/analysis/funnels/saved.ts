import { AppError } from "../../contract/errors.js";
import type { NamedFunnel } from "../../contract/funnel-file.js";
import type { FunnelFile, SavedFunnel } from "../../contract/funnels.js";
import type { FunnelStore } from "../../store/ports.js";

/** Enough for a shop, few enough to list at once. */
const most = 200;

export interface SavedDeps {
	readonly store: FunnelStore;
	/** Epoch ms. */
	readonly now: () => number;
	readonly newId: () => string;
}

/** Throws `conflict` when the name is taken (upper and lower case alike) or there are 200 already. */
export const saveFunnel = async (
	{ store, now, newId }: SavedDeps,
	{ name, funnel }: NamedFunnel,
	userId: string | null,
): Promise<SavedFunnel> => {
	if ((await store.funnels()).length >= most) {
		throw new AppError("conflict", `There are ${most} saved funnels, as many as are kept. Delete one that is not needed, then save again.`);
	}
	const at = new Date(now()).toISOString();
	const saved: SavedFunnel = { id: newId(), name, funnel, created_at: at, changed_at: at, created_by: userId };
	await store.saveFunnel(saved);
	return saved;
};

/** Throws `not_found`, and `conflict` when the new name is another's. */
export const changeFunnel = async ({ store, now }: SavedDeps, id: string, change: Partial<NamedFunnel>): Promise<SavedFunnel> => {
	const before = await readSaved(store, id);
	const saved = {
		...before,
		name: change.name ?? before.name,
		funnel: change.funnel ?? before.funnel,
		changed_at: new Date(now()).toISOString(),
	};
	await store.saveFunnel(saved);
	return saved;
};

export const readSaved = async (store: Pick<FunnelStore, "funnel">, id: string): Promise<SavedFunnel> => {
	const saved = await store.funnel(id);
	if (saved) return saved;
	throw new AppError("not_found", `There is no saved funnel ${id}. It may have been deleted; see the list of saved funnels.`);
};

export const fileOf = ({ name, funnel }: SavedFunnel): FunnelFile => ({ format: "clickstream-funnel", version: 1, name, funnel });
