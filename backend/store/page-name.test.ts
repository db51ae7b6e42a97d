import { expect, test } from "vitest";
import { pageName } from "./page-name.js";

const cases: Readonly<Record<string, string>> = {
	"": "",
	"/": "/",
	"/c/kitchen": "/c/kitchen",
	"/p/stoneware-mugs-4": "/p/stoneware-mugs-4",
	"/product/17": "/product/*",
	"/product/17/reviews/3": "/product/*/reviews/*",
	"/17/18/19": "/*/*/*",
	"/v2/17x": "/v2/17x",
	"/product/65a1f0c2b7e4d9a0c3f1e2d4": "/product/*",
	"/deadbeefdeadbeef": "/*",
	"/deadbeef": "/deadbeef",
	"/u/0b6b4c1e-4f2a-4c3d-9e8f-0123456789AB/cart": "/u/*/cart",
	"/order/order_100764": "/order/*",
	"/order/order_1007": "/order/order_1007",
	"/blog/2026-11-27": "/blog/2026-11-27",
	"/blog/20261127-news": "/blog/*",
	[`/t/${"a".repeat(64)}`]: "/t/*",
	[`/t/${"x".repeat(64)}`]: `/t/${"x".repeat(64)}`,
	[`/t/${"x".repeat(65)}/y`]: "/t/*/y",
	"no-slash-12345": "no-slash-12345",
};

test("ids in pages become a star, and names stay", () => {
	for (const [page, name] of Object.entries(cases)) expect(pageName(page), page).toBe(name);
});

test("a name is its own name", () => {
	for (const name of Object.values(cases)) expect(pageName(name), name).toBe(name);
});

test("a long page is cut between characters, not within one", () => {
	const long = "/x".repeat(99);
	expect(pageName(`${long}/😀😀😀`)).toBe(`${long}/😀`);
	expect(Array.from(pageName("/é".repeat(400)))).toHaveLength(200);
});

test("a page of one long part is read once, not once a character", () => {
	expect(pageName(`/${"1".repeat(4)}${"a1234".repeat(200_000)}`)).toMatch(/^\/1{4}a1234|^\/\*$/);
});
