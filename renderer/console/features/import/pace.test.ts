import { describe, expect, it } from "vitest";
import { quarterOf } from "../../ui/progress.js";
import { paceOf, type Reading, withReading } from "./pace.js";

const reading = (at: number, rows: number): Reading => ({ at, rows, bytes: rows * 10, totalBytes: 1000 });

describe("the pace of an import", () => {
	it("is unknown before there is something to rest on", () => {
		expect(paceOf([], null)).toEqual({ share: 0, rowsPerSecond: null, leftMs: null });
		expect(paceOf([reading(0, 10)], null)).toEqual({ share: 0.1, rowsPerSecond: null, leftMs: null });
		expect(paceOf([reading(0, 10), reading(400, 20)], null).rowsPerSecond).toBeNull();
	});

	it("follows rows when their number is known, else bytes", () => {
		const readings = [reading(0, 10), reading(1000, 30)];
		expect(paceOf(readings, null)).toEqual({ share: 0.3, rowsPerSecond: 20, leftMs: 3500 });
		expect(paceOf(readings, 40)).toEqual({ share: 0.75, rowsPerSecond: 20, leftMs: 500 });
	});

	it("names no end while nothing moves, and never passes the whole", () => {
		expect(paceOf([reading(0, 10), reading(2000, 10)], null).leftMs).toBeNull();
		expect(paceOf([reading(0, 10), reading(1000, 99)], 50).share).toBe(1);
	});

	it("forgets what is older than its window", () => {
		expect(withReading([reading(0, 1), reading(5000, 2)], reading(9000, 3))).toEqual([reading(5000, 2), reading(9000, 3)]);
	});

	it("is said aloud by quarters", () => {
		expect([0, 0.24, 0.25, 0.74, 0.99, 1].map(quarterOf)).toEqual([0, 0, 25, 50, 75, 100]);
	});
});
