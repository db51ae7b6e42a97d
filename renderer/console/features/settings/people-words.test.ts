import { describe, expect, it } from "vitest";
import type { User } from "../../../../backend/contract/accounts.js";
import { keepsWhy, linkOf } from "./people-words.js";

const user = (id: string, over: Partial<User> = {}): User => ({
	user_id: id,
	username: id,
	email: null,
	role: "analyst",
	created_at: "",
	pending: false,
	...over,
});

describe("a one-time link", () => {
	it("leads to where a browser can open it", () => {
		const path = "/dashboard/redeem#code=abc";
		expect(linkOf(path, "http://127.0.0.1:8000", "http://shop.example:8443")).toBe(`http://shop.example:8443${path}`);
		expect(linkOf(path, "http://127.0.0.1:8000", "app://console")).toBe(`http://127.0.0.1:8000${path}`);
		expect(linkOf(path, null, "app://console")).toBeNull();
	});
});

describe("removing an account", () => {
	it("is refused for one's own and for the only owner", () => {
		const owner = user("o1", { role: "owner" });
		const invited = user("o2", { role: "owner", pending: true });
		expect(keepsWhy(owner, [owner, invited], null)).toMatch(/only owner/);
		expect(keepsWhy(owner, [owner, user("o3", { role: "owner" })], null)).toBeNull();
		expect(keepsWhy(invited, [owner, invited], null)).toBeNull();
		expect(keepsWhy(user("a"), [owner, user("a")], "a")).toMatch(/your own/);
	});
});
