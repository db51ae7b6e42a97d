/** How far a run is, from the messages it has sent so far. */
export interface Reading {
	/** Epoch ms of this console. */
	readonly at: number;
	readonly bytes: number;
	readonly totalBytes: number;
	readonly rows: number;
}

export interface Pace {
	/** 0–1. */
	readonly share: number;
	readonly rowsPerSecond: number | null;
	readonly leftMs: number | null;
}

/** Rates rest on the last 8 s: long enough to be calm, short enough to follow a machine that slows down. */
const windowMs = 8_000;
/** A rate of less than this is noise. */
const leastMs = 500;

export const withReading = (readings: readonly Reading[], next: Reading): readonly Reading[] => [
	...readings.filter((reading) => next.at - reading.at <= windowMs),
	next,
];

/** `totalRows` is known after a check; until then the share is that of the bytes read. */
export const paceOf = (readings: readonly Reading[], totalRows: number | null): Pace => {
	const first = readings[0];
	const last = readings.at(-1);
	if (!first || !last) return { share: 0, rowsPerSecond: null, leftMs: null };
	const share = shareOf(last, totalRows);
	const elapsed = last.at - first.at;
	if (elapsed < leastMs) return { share, rowsPerSecond: null, leftMs: null };
	const gained = share - shareOf(first, totalRows);
	return {
		share,
		rowsPerSecond: Math.round(((last.rows - first.rows) * 1000) / elapsed),
		leftMs: gained > 0 ? Math.round(((1 - share) / gained) * elapsed) : null,
	};
};

const shareOf = (reading: Reading, totalRows: number | null): number => {
	const [done, total] = totalRows === null ? [reading.bytes, reading.totalBytes] : [reading.rows, totalRows];
	return total > 0 ? Math.min(1, done / total) : 0;
};
