/** Device-independent pixels. */
export interface Bounds {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export const smallest = { width: 960, height: 640 } as const;
const usual = { width: 1440, height: 900 } as const;

/** As much of a window must lie on a screen for its title bar to be grasped. */
const grip = { width: 160, height: 36 } as const;

const overlap = (fromA: number, lengthA: number, fromB: number, lengthB: number): number =>
	Math.min(fromA + lengthA, fromB + lengthB) - Math.max(fromA, fromB);

/** Height is measured at the window's top: a title bar above or below the screen cannot be reached. */
const graspable = (window: Bounds, area: Bounds): boolean =>
	overlap(window.x, window.width, area.x, area.width) >= grip.width && overlap(window.y, grip.height, area.y, area.height) >= grip.height;

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

const centred = (size: { readonly width: number; readonly height: number }, area: Bounds): Bounds => ({
	x: Math.round(area.x + (area.width - size.width) / 2),
	y: Math.round(area.y + (area.height - size.height) / 2),
	width: size.width,
	height: size.height,
});

const sized = (size: { readonly width: number; readonly height: number }, area: Bounds) => ({
	width: Math.max(smallest.width, Math.min(size.width, area.width)),
	height: Math.max(smallest.height, Math.min(size.height, area.height)),
});

/**
 * Where the window opens: where it was, moved fully onto the screen that still holds it; in the middle of the first
 * screen, with its former size, when no screen holds it any more. `areas` are the screens' work areas, the main one first.
 */
export const placeWindow = (saved: Bounds | undefined, areas: readonly [Bounds, ...Bounds[]]): Bounds => {
	if (!saved) return centred(sized(usual, areas[0]), areas[0]);
	const area = areas.find((candidate) => graspable(saved, candidate));
	if (!area) return centred(sized(saved, areas[0]), areas[0]);
	const { width, height } = sized(saved, area);
	return {
		x: within(saved.x, area.x, Math.max(area.x, area.x + area.width - width)),
		y: within(saved.y, area.y, Math.max(area.y, area.y + area.height - height)),
		width,
		height,
	};
};
