import { expect, test } from "vitest";
import { openLooks } from "./looks.js";

test("it has ended where nobody looks, and once the last one does no more", async () => {
	const looks = openLooks();
	expect(await looks.ended(0)).toBe(true);
	const [first, second] = [looks.begin(), looks.begin()];
	expect(await looks.ended(5)).toBe(false);
	const order: string[] = [];
	const ended = looks.ended(60_000).then((over) => order.push(`ended ${over}`));
	first();
	first();
	await new Promise((resolve) => setImmediate(resolve));
	order.push("second");
	second();
	await ended;
	expect(order).toEqual(["second", "ended true"]);
});
