/** Small texts by key, shared by all tabs of the shop where the browser allows it; of this page alone where it does not. */
export interface Store {
	get(key: string): string | null;
	set(key: string, value: string): void;
	remove(key: string): void;
	/** Sorted. */
	keys(prefix: string): string[];
}

const disk = (): Storage | null => {
	try {
		localStorage.setItem("cs.t", "1");
		localStorage.removeItem("cs.t");
		return localStorage;
	} catch {
		// Blocked by the user, by a sandbox, or full.
		return null;
	}
};

/** Every write is one key of its own, so tabs never overwrite each other's events. What the disk refuses stays in memory. */
export const openStore = (): Store => {
	const memory = new Map<string, string>();
	const storage = disk();
	const remove = (key: string): void => {
		memory.delete(key);
		storage?.removeItem(key);
	};
	return {
		get: (key) => memory.get(key) ?? storage?.getItem(key) ?? null,
		set: (key, value) => {
			try {
				remove(key);
				if (storage) storage.setItem(key, value);
				else memory.set(key, value);
			} catch {
				memory.set(key, value);
			}
		},
		remove,
		keys: (prefix) => [...memory.keys(), ...(storage ? Object.keys(storage) : [])].filter((key) => key.startsWith(prefix)).sort(),
	};
};
