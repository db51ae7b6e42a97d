import { describe, expect, test } from "vitest";
import { fileOf } from "../analysis/funnels/saved.js";
import type { AppError } from "./errors.js";
import { readFunnelFile } from "./funnel-file.js";

const good = {
	format: "clickstream-funnel",
	version: 1,
	name: "Buyers",
	funnel: {
		steps: [
			{ on: "page", is: "/product/*" },
			{ on: "event", is: "order_completed" },
		],
		window: 60,
	},
};

const refusal = (value: unknown): string => {
	try {
		readFunnelFile(typeof value === "string" ? value : JSON.stringify(value));
		return "taken";
	} catch (error) {
		return `${(error as AppError).code}: ${(error as AppError).message}`;
	}
};

describe("a shared file", () => {
	test("is read, with what it leaves out at its default", () => {
		const { name, funnel } = readFunnelFile(JSON.stringify(good));
		expect(name).toBe("Buyers");
		expect(funnel).toMatchObject({ per: "session", strict: false, by: null, window: 60, steps: [{ where: [] }, { where: [] }] });
	});

	test("comes back as it was given away", () => {
		const { funnel } = readFunnelFile(JSON.stringify(good));
		const saved = { id: "a", name: "Buyers", funnel, created_at: "", changed_at: "", created_by: null };
		expect(readFunnelFile(JSON.stringify(fileOf(saved)))).toMatchObject({ name: "Buyers", funnel });
	});

	test.each([
		["not JSON", "{", /invalid: .*not JSON/],
		["another format", { ...good, format: "har" }, /"format": "clickstream-funnel"/],
		["a list", [1], /"format": "clickstream-funnel"/],
		["another version", { ...good, version: 2 }, /of version 2, and this console reads version 1/],
		["no version", { ...good, version: undefined }, /of version none/],
		["one step", { ...good, funnel: { steps: [{ on: "event", is: "a" }] } }, /funnel\.steps: /],
		[
			"a step of another kind",
			{
				...good,
				funnel: {
					steps: [
						{ on: "click", is: "a" },
						{ on: "event", is: "b" },
					],
				},
			},
			/funnel\.steps\.0\.on: /,
		],
		["an unknown key", { ...good, funnel: { ...good.funnel, sql: "DROP" } }, /sql/],
		[
			"persons without a window",
			{ ...good, funnel: { ...good.funnel, per: "person", window: null } },
			/funnel\.window: a funnel of persons needs a window/,
		],
		["a window of 91 days", { ...good, funnel: { ...good.funnel, window: 131_040 } }, /funnel\.window: /],
	])("is refused with what is wrong: %s", (_, file, wanted) => {
		expect(refusal(file)).toMatch(wanted);
	});
});
