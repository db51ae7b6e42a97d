/** At most `width` pieces of work at a time, the others in the order they came. */
export interface Gate {
	readonly enter: <T>(work: () => Promise<T>) => Promise<T>;
}

export const openGate = (width: number): Gate => {
	let free = width;
	const waiting: (() => void)[] = [];
	const leave = (): void => {
		const next = waiting.shift();
		if (next) next();
		else free += 1;
	};
	return {
		enter: async (work) => {
			if (free > 0) free -= 1;
			else await new Promise<void>((go) => waiting.push(go));
			try {
				return await work();
			} finally {
				leave();
			}
		},
	};
};
