import { expect, test } from "vitest";
import { commandOf, firstDraft, inputOf } from "./draft.js";

const now = Date.UTC(2026, 10, 21, 12);
const draft = firstDraft("Europe/Berlin");

test("the first draft is a run of 28 days that ends now", () => {
	const read = inputOf(draft, now);
	expect(read).toEqual({
		input: {
			days: 28,
			user_count: 18_400,
			sessions_per_user: 1.46,
			avg_events: 5.5,
			seed: 42,
			time_zone: "Europe/Berlin",
			promotion: true,
			bots: true,
			spikes: false,
			seed_products: true,
		},
	});
});

test("a past last day ends with it in the zone, today is now, tomorrow is refused", () => {
	expect(inputOf({ ...draft, ends: "2026-10-25" }, now)).toMatchObject({ input: { now: "2026-10-25T22:59:59.999Z" } });
	expect(inputOf({ ...draft, ends: "2026-11-21" }, now)).not.toHaveProperty("input.now");
	expect(inputOf({ ...draft, ends: "2026-11-22" }, now)).toEqual({ errors: { ends: "A day that has come" } });
});

test.each([
	["days", "0"],
	["days", "-3"],
	["days", "two"],
	["visitors", "99,999,999"],
	["sessions", "0.5"],
	["events", "1"],
	["seed", "1.5"],
	["seed", ""],
] as const)("%s %s is told at its field", (field, text) => {
	const read = inputOf({ ...draft, [field]: text }, now);
	expect(Object.keys("errors" in read ? read.errors : {})).toEqual([field]);
});

test("the command makes the same run", () => {
	const read = inputOf({ ...draft, promotion: false, ends: "2026-11-20" }, now);
	expect("input" in read && commandOf(read.input)).toBe(
		"npm run seed:realistic -- --days 28 --user-count 18400 --sessions-per-user 1.46 --avg-events 5.5 --seed 42 --tz Europe/Berlin --now 2026-11-20T22:59:59.999Z --no-promotion --bots --seed-products",
	);
});
