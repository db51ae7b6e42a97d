import { calibration } from "./calibration.js";
import { logNormal, type Random } from "./random.js";

const { pause, longestVisit } = calibration;

/** Times of the steps of a person's visit in epoch ms: reading takes a while, mostly some seconds, now and then minutes. */
export const humanTimes = (random: Random, start: number, steps: number): number[] => {
	const pauses = Array.from({ length: steps - 1 }, () =>
		Math.min(pause.most, pause.least + logNormal(random, pause.median - pause.least, pause.spread)),
	);
	const length = pauses.reduce((sum, one) => sum + one, 0);
	const shrink = Math.min(1, longestVisit / length);
	return pacedTimes(start, steps, (nth) => Math.round((pauses[nth] as number) * shrink * 1000));
};

/** Times of so many steps, with these milliseconds before the next of each. */
export const pacedTimes = (start: number, steps: number, gap: (nth: number) => number): number[] => {
	const times = [start];
	for (let nth = 0; nth < steps - 1; nth++) times.push((times[nth] as number) + gap(nth));
	return times;
};
