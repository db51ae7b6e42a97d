import { expect, test } from "vitest";
import { openSeen } from "./seen.js";

const hour = 3_600_000;
const t = Date.UTC(2026, 0, 1, 12);

test("an id is known within the lateness of the stream's own time, and forgotten after", () => {
	const seen = openSeen(600_000, () => t + hour);
	seen.add("a", t);
	seen.add("b", t + 300_000);
	seen.forget();
	expect([seen.has("a"), seen.has("b")]).toEqual([true, true]);
	seen.add("c", t + 800_000);
	expect(seen.forget()).toBe(t + 800_000);
	expect([seen.has("a"), seen.has("b"), seen.has("c")]).toEqual([false, true, true]);
});

test("a message from the future does not make all others old", () => {
	const seen = openSeen(600_000, () => t);
	seen.add("a", t - 1_000);
	seen.add("odd", t + 100 * hour);
	expect(seen.forget()).toBe(t);
	expect(seen.has("a")).toBe(true);
});

test("what one remembered another learns, once each", () => {
	const one = openSeen(600_000, () => t);
	one.add("a", t);
	const pieces = one.taken();
	expect(pieces.flatMap(({ ids }) => ids)).toEqual(["a"]);
	expect(one.taken()).toEqual([]);
	const other = openSeen(600_000, () => t);
	for (const piece of pieces) other.learn(piece);
	expect(other.has("a")).toBe(true);
	expect(other.taken()).toEqual([]);
});
