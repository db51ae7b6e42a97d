/** As many steps of colour as the palette has. */
export const steps = 6;

/**
 * The step of a value, 0 to 5: nothing and zero are the first; the others are five equal parts up to the highest. Quantised, so that
 * equal colours are told apart from nearly equal numbers by the legend alone.
 */
export const heatStep = (value: number | null, highest: number): number => {
	if (value === null || value <= 0 || highest <= 0) return 0;
	return Math.min(steps - 1, Math.max(1, Math.ceil((value / highest) * (steps - 1))));
};
