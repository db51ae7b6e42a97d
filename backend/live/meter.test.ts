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
	expect(meter.lastHour()).toEqual({ since: minute, received: 15, perMinute: 0, rejected: 2, duplicates: 4, onDiskMs: 5 });
	at = 61 * minute + 1;
	meter.note(request(16));
	expect(meter.lastHour()).toMatchObject({ received: 31, perMinute: 15 });
	at = 62 * minute;
	expect(meter.lastHour()).toMatchObject({ received: 31, perMinute: 16 });
	at = 63 * minute;
	expect(meter.lastHour()).toMatchObject({ received: 31, perMinute: 0, onDiskMs: null });
	expect(meter.total).toMatchObject({ stored: 125, rejected: 2, duplicates: 4 });
});
