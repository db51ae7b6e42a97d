import { describe, expect, it } from "vitest";
import { AppError } from "../contract/errors.js";
import { openAttempts } from "./attempts.js";

const rules = { free: 3, firstWaitMs: 1_000, longestWaitMs: 8_000, keys: 2 };

const open = () => {
	let now = 0;
	const attempts = openAttempts(() => now, rules);
	const waitFor = (key: string): number => {
		try {
			attempts.begin(key);
			return 0;
		} catch (error) {
			if (error instanceof AppError && error.code === "rate_limited") return Number(error.details["retry_after"]);
			throw error;
		}
	};
	return { attempts, waitFor, pass: (ms: number) => (now += ms) };
};

describe("openAttempts", () => {
	it("lets some failures pass, then doubles the wait up to a bound", () => {
		const { waitFor, pass } = open();
		const waits: number[] = [];
		const afterWaits: number[] = [];
		for (let attempt = 0; attempt < 8; attempt++) {
			const wait = waitFor("a");
			waits.push(wait);
			pass(wait * 1000);
			if (wait > 0) afterWaits.push(waitFor("a"));
		}
		expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 8]);
		expect(afterWaits).toEqual([0, 0, 0, 0, 0]);
	});

	it("counts attempts made at once before any is judged", () => {
		const { waitFor } = open();
		expect([waitFor("a"), waitFor("a"), waitFor("a"), waitFor("a")]).toEqual([0, 0, 0, 1]);
	});

	it("keys do not disturb each other, and a success clears its own", () => {
		const { attempts, waitFor } = open();
		for (let attempt = 0; attempt < 3; attempt++) waitFor("a");
		expect(waitFor("b")).toBe(0);
		expect(waitFor("a")).toBe(1);
		attempts.succeed("a");
		expect(waitFor("a")).toBe(0);
	});

	it("forgets after the longest wait, and keeps few keys", () => {
		const { waitFor, pass } = open();
		for (let attempt = 0; attempt < 3; attempt++) waitFor("a");
		pass(rules.longestWaitMs + 1_001);
		expect([waitFor("a"), waitFor("a"), waitFor("a")]).toEqual([0, 0, 0]);
		waitFor("b");
		waitFor("c");
		expect(waitFor("a")).toBe(0);
	});
});
