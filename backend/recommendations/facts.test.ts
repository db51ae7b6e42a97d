import { expect, test } from "vitest";
import { reasonText } from "./facts.js";

test("marks of direction in a product's name do not turn the numbers of a reason round", () => {
	const because = {
		kind: "together",
		product: { product_id: "p", name: "Mug\u202e gum" },
		sessions: 26,
		of: 2_748,
		with_product: 26,
	} as const;
	expect(reasonText(because, { named: true })).toBe("Bought together with Mug gum in 26 of 2,748 sessions with an order");
});
