import { expect, test } from "vitest";
import { digestOf } from "./digest.js";
import { openIdTable } from "./id-table.js";
import { openSeen } from "./seen.js";

const hour = 3_600_000;
const t = Date.UTC(2026, 0, 1, 12);

const digest = (text: string): Int32Array => {
	const bytes = Buffer.from(text);
	const into = new Int32Array(4);
	digestOf(Buffer.concat([bytes, Buffer.alloc(16)]), bytes.length, into);
	return into;
};

test("an id is known within the lateness of the stream's own time, and forgotten after", () => {
	const seen = openSeen(600_000, () => t + hour);
	expect([seen.take(digest("a"), t), seen.take(digest("b"), t + 300_000)]).toEqual([true, true]);
	expect([seen.take(digest("a"), t + 300_000), seen.take(digest("b"), t + 300_000)]).toEqual([false, false]);
	expect(seen.take(digest("c"), t + 800_000)).toBe(true);
	expect(seen.newest()).toBe(t + 800_000);
	expect([seen.take(digest("b"), t), seen.take(digest("c"), t), seen.take(digest("a"), t)]).toEqual([false, false, true]);
});

test("a message from the future does not make all others old", () => {
	const seen = openSeen(600_000, () => t);
	seen.take(digest("a"), t - 1_000);
	seen.take(digest("odd"), t + 100 * hour);
	expect(seen.newest()).toBe(t);
	expect(seen.take(digest("a"), t)).toBe(false);
});

test("what one remembered another learns, also from ids as they were kept before digests were", () => {
	const one = openSeen(600_000, () => t);
	const ids = Array.from({ length: 5_000 }, (_, at) => digest(`web\u001f${at}`));
	for (const id of ids) expect(one.take(id, t)).toBe(true);
	const pieces = one.taken();
	expect(pieces.flatMap((piece) => piece.ids).every((text) => text.length <= 1_024)).toBe(true);
	expect(one.taken()).toEqual([]);
	const other = openSeen(600_000, () => t);
	for (const piece of pieces) other.learn(piece);
	expect(ids.filter((id) => other.take(id, t))).toEqual([]);
	other.learn({ until: t + 600_000, ids: ["web\u001fold"] });
	expect(other.take(digest("web\u001fold"), t)).toBe(false);
	expect(other.taken()).toEqual([]);
});

test("the table finds every id that is needed, and grows with those alone", () => {
	const table = openIdTable();
	for (let step = 1; step <= 300; step++) {
		for (let n = 0; n < 1_000; n++) table.add(digest(`${step} ${n}`), step + 10, step);
		expect(table.has(digest(`${step} 999`), step)).toBe(true);
		if (step > 9) expect(table.has(digest(`${step - 9} 0`), step)).toBe(true);
		if (step > 10) expect(table.has(digest(`${step - 10} 0`), step)).toBe(false);
	}
	expect(table.room).toBeLessThanOrEqual(65_536);
});
