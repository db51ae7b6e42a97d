export interface Progress {
	readonly type: "progress";
	readonly bytes: number;
	readonly total_bytes: number;
	readonly rows: number;
	readonly inserted: number;
	readonly duplicates: number;
	readonly rejected: number;
}

/** Says when a next progress message is due: at most five a second. */
export const everyFifth = (now: () => number): (() => boolean) => {
	let last = Number.NEGATIVE_INFINITY;
	return () => {
		if (now() - last < 200) return false;
		last = now();
		return true;
	};
};
