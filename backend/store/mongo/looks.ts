/** Those who look at something that must not change under their eyes. */
export interface Looks {
	/** Gives what ends it; a second call of that is without effect. */
	begin(): () => void;
	/** True once nobody looks; false when somebody still did after `limitMs`. */
	ended(limitMs: number): Promise<boolean>;
}

export const openLooks = (): Looks => {
	const looking = new Set<symbol>();
	const waiting = new Set<() => void>();
	return {
		begin: () => {
			const look = Symbol("look");
			looking.add(look);
			return () => {
				looking.delete(look);
				if (looking.size === 0) for (const tell of waiting) tell();
			};
		},
		ended: (limitMs) =>
			new Promise((resolve) => {
				if (looking.size === 0) return resolve(true);
				const end = (over: boolean) => (): void => {
					clearTimeout(timer);
					waiting.delete(tell);
					resolve(over);
				};
				const tell = end(true);
				const timer = setTimeout(end(false), limitMs);
				waiting.add(tell);
			}),
	};
};
