import { IANAZone } from "luxon";

/** Instants, epoch ms, that a wall clock shows as one local time: none when the clocks skip it, two when they repeat it. */
export type LocalTime = (wall: number) => readonly number[];

/** All changes of offset since 2000 happen at a quarter hour, so what holds for one minute of it holds for all. */
const quarter = 15 * 60_000;
const day = 24 * 60 * 60_000;

/**
 * Reads local times of one IANA zone. `wall` is the local time as if it were UTC, epoch ms. Answers are kept by quarter hour:
 * a file asks the same ones again and again, and asking the zone costs microseconds.
 */
export const localTime = (tz: string): LocalTime => {
	if (tz === "UTC") return (wall) => [wall];
	const zone = IANAZone.create(tz);
	const known = new Map<number, readonly number[]>();
	const offsetsOf = (bucket: number): readonly number[] => {
		const near = [...new Set([zone.offset(bucket - day), zone.offset(bucket + day)])];
		/** The offset before the change first: its instant is the earlier one. */
		return near.filter((offset) => zone.offset(bucket - offset * 60_000) === offset).map((offset) => offset * 60_000);
	};
	return (wall) => {
		const bucket = Math.floor(wall / quarter) * quarter;
		let offsets = known.get(bucket);
		if (!offsets) {
			if (known.size > 200_000) known.clear();
			offsets = offsetsOf(bucket);
			known.set(bucket, offsets);
		}
		return offsets.map((offset) => wall - offset).sort((a, b) => a - b);
	};
};
