import { describe, expect, it } from "vitest";
import type { InsightFact } from "../../../../backend/contract/insight-text.js";
import { piecesOf } from "./template.js";

const fact = (id: string, rest: Partial<InsightFact> = {}): InsightFact => ({
	id,
	label: "Conversion",
	name: null,
	metric: "commerce.conversion",
	value: 0.0276,
	unit: "ratio",
	currency: null,
	text: "2.76 %",
	...rest,
});

const names = {
	facts: new Map([
		["F01", fact("F01")],
		["F02", fact("F02", { label: "Views of a page", name: "/sale <b>" })],
	]),
	products: new Map([["P01", "Mugs, set of 4"]]),
};

describe("a template", () => {
	it("keeps numbers as facts, and says labels and products in words", () => {
		expect(piecesOf("Fell to {F01}, on {F02.label}; put {P01} forward.", names)).toEqual([
			{ text: "Fell to " },
			{ fact: fact("F01") },
			{ text: ", on " },
			{ text: "“/sale <b>”" },
			{ text: "; put " },
			{ text: "Mugs, set of 4" },
			{ text: " forward." },
		]);
	});

	it("says nothing for an id that there is not, and leaves other braces alone", () => {
		expect(piecesOf("{F77}{x}", names)).toEqual([{ text: "" }, { text: "{x}" }]);
	});
});
