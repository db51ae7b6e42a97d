import { expect, test } from "vitest";
import { openMeter } from "./meter.js";

const minute = 60_000;
const request = (stored: number, rejected = 0, duplicates = 0) => ({ stored, rejected, duplicates, tookMs: 3 });

test("of the last hour all is told, of its last whole minute what came in it, and of what is older nothing", () => {
	let at = 0;
	const meter = openMeter(() => at);
	meter.note(request(100));
	at = 60 * minute;
	meter.note(request(1, 2, 4));
	meter.note(request(8));
	expect(meter.lastHour()).toEqual({
		since: minute,
		received: 15,
		perMinute: 0,
		rejected: 2,
		rejectedBefore: null,
		duplicates: 4,
		onDiskMs: 5,
	});
	at = 61 * minute + 1;
	meter.note(request(16));
	expect(meter.lastHour()).toMatchObject({ received: 31, perMinute: 15 });
	at = 62 * minute;
	expect(meter.lastHour()).toMatchObject({ received: 31, perMinute: 16 });
	at = 63 * minute;
	expect(meter.lastHour()).toMatchObject({ received: 31, perMinute: 0, onDiskMs: null });
	expect(meter.total).toMatchObject({ stored: 125, rejected: 2, duplicates: 4 });
});

test("of the hour before is told what was refused once it was counted whole, and of a day what came since it began", () => {
	let at = 0;
	const meter = openMeter(() => at);
	meter.note(request(10, 3));
	at = 59 * minute;
	meter.note(request(20, 5));
	at = 118 * minute;
	expect(meter.lastHour()).toMatchObject({ rejected: 5, rejectedBefore: null });
	at = 119 * minute;
	meter.note(request(0, 1));
	expect(meter.lastHour()).toMatchObject({ rejected: 1, rejectedBefore: 8 });
	at = 120 * minute;
	expect(meter.lastHour()).toMatchObject({ rejected: 1, rejectedBefore: 5 });
	expect(meter.from(-minute)).toEqual({ since: 0, received: 39, rejected: 9 });
	expect(meter.from(59 * minute)).toEqual({ since: 59 * minute, received: 26, rejected: 6 });
	at = 27 * 60 * minute;
	meter.note(request(1));
	expect(meter.from(0), "no more than 26 hours are kept").toEqual({ since: 61 * minute, received: 2, rejected: 1 });
});
