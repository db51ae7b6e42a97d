import { describe, expect, it } from "vitest";
import { changeOf, errorsOf, isTouched, typed } from "./draft.js";

const saved = { shop_name: "Larch & Loom", time_zone: "Europe/Berlin", currency: null };

describe("settings being typed", () => {
	it("are touched only while they differ from what is saved", () => {
		const draft = typed({}, saved, "shop_name", "Larch");
		expect(isTouched(draft)).toBe(true);
		expect(isTouched(typed(draft, saved, "shop_name", "Larch & Loom"))).toBe(false);
		expect(isTouched(typed({}, saved, "currency", ""))).toBe(false);
	});

	it("send only what changed", () => {
		expect(changeOf({ shop_name: " Larch " })).toEqual({ shop_name: "Larch" });
		expect(changeOf({ currency: " eur " })).toEqual({ currency: "EUR" });
		expect(changeOf({ currency: "" })).toEqual({ currency: null });
	});

	it("say what is wrong with a field, and with that field alone", () => {
		expect(errorsOf({ time_zone: "Berlin", currency: "EUR" })).toEqual({
			time_zone: "The time zone is not an IANA time zone; write it like Europe/Berlin or UTC.",
		});
		expect(errorsOf({ currency: "Euro" })).toEqual({ currency: "The currency is three letters, like EUR." });
		expect(errorsOf({ shop_name: "x".repeat(81) })).toEqual({ shop_name: "The name is too long; 80 characters at most." });
		expect(errorsOf({ shop_name: "", time_zone: "UTC" })).toEqual({});
	});
});
