/** How fast work goes: over the last seconds, so that a pause shows. */
export interface Pace {
	/** Events a second; null before there is enough to tell. */
	rate(done: number, at: number): number | null;
}

const overMs = 4_000;
const leastMs = 300;

export const openPace = (): Pace => {
	let readings: { readonly at: number; readonly done: number }[] = [];
	return {
		rate: (done, at) => {
			readings = [...readings.filter((one) => at - one.at <= overMs), { at, done }];
			const first = readings[0];
			if (!first || at - first.at < leastMs || done <= first.done) return null;
			return ((done - first.done) / (at - first.at)) * 1000;
		},
	};
};

/** Milliseconds left; null while the rate is unknown. */
export const leftMs = (done: number, expected: number, rate: number | null): number | null =>
	rate === null ? null : Math.round((Math.max(0, expected - done) / rate) * 1000);
