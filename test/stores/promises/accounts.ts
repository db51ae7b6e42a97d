import { expect, test } from "vitest";
import type { StoredUser } from "../../../backend/store/ports.js";
import type { Bench } from "../suite.js";

const user = (overrides: Partial<StoredUser> = {}): StoredUser => ({
	userId: "1",
	username: "Ada",
	email: "ada@shop.test",
	role: "analyst",
	passwordHash: "hash",
	createdAt: 1000,
	...overrides,
});
const token = (tokenHash: string, userId = "1", expiresAt = 5000) => ({ tokenHash, userId, createdAt: 1000, expiresAt });
const code = (codeHash: string, userId: string | null = "1", expiresAt = 5000) => ({
	codeHash,
	userId,
	purpose: "reset" as const,
	expiresAt,
});

export const accountPromises = (bench: Bench): void => {
	test("a user is found by name or e-mail, whatever the case, and by id", async () => {
		await bench.store().createUser(user());
		for (const name of ["Ada", "ADA", "ada@shop.test", "ADA@SHOP.TEST"]) expect(await bench.store().findUser(name)).toEqual(user());
		expect(await bench.store().user("1")).toEqual(user());
		expect(await bench.store().findUser("nobody")).toBeNull();
		expect(await bench.store().user("2")).toBeNull();
	});

	test("a name wins over another's equal e-mail", async () => {
		await bench.store().createUser(user({ userId: "1", username: "first", email: "ada@x.test" }));
		await bench.store().createUser(user({ userId: "2", username: "ada@x.test", email: null }));
		expect((await bench.store().findUser("ada@x.test"))?.userId).toBe("2");
	});

	test("a taken name is a conflict, whatever the case", async () => {
		await bench.store().createUser(user());
		await expect(bench.store().createUser(user({ userId: "2", username: "aDA" }))).rejects.toMatchObject({ code: "conflict" });
		expect(await bench.store().users()).toHaveLength(1);
	});

	test("of calls that race for a name exactly one wins", async () => {
		const calls = Array.from({ length: 10 }, (_, index) =>
			bench.store().createUser(user({ userId: String(index), username: index % 2 ? "ADA" : "ada" })),
		);
		const results = await Promise.allSettled(calls);
		expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect(await bench.store().users()).toHaveLength(1);
	});

	test("a change sets what is given and ends every token of the user", async () => {
		await bench.store().createUser(user());
		await bench.store().createUser(user({ userId: "2", username: "bob" }));
		for (const one of [token("a"), token("b"), token("other", "2")]) await bench.store().saveToken(one);
		await bench.store().changeUser("1", { passwordHash: "new" });
		expect(await bench.store().user("1")).toEqual(user({ passwordHash: "new" }));
		expect(await bench.store().token("a", 2000)).toBeNull();
		expect(await bench.store().token("b", 2000)).toBeNull();
		expect(await bench.store().token("other", 2000)).toEqual(token("other", "2"));
		await bench.store().changeUser("1", { username: "ADA", email: null });
		expect(await bench.store().user("1")).toEqual(user({ passwordHash: "new", username: "ADA", email: null }));
		await expect(bench.store().changeUser("1", { username: "Bob" })).rejects.toMatchObject({ code: "conflict" });
	});

	test("removing a user removes tokens and codes, and tells whether there was one", async () => {
		await bench.store().createUser(user());
		await bench.store().saveToken(token("t"));
		await bench.store().saveCode(code("c"));
		await bench.store().saveRecommendations("1", { createdAt: 1, origin: "model", items: [] });
		expect(await bench.store().removeUser("1")).toBe(true);
		expect(await bench.store().removeUser("1")).toBe(false);
		expect(await bench.store().latestRecommendations("1")).toBeNull();
		expect(await bench.store().token("t", 2000)).toBeNull();
		expect(await bench.store().takeCode("c", 2000)).toBeNull();
		expect(await bench.store().users()).toEqual([]);
	});

	test("an owner is there once one has a password", async () => {
		expect(await bench.store().hasOwner()).toBe(false);
		await bench.store().createUser(user());
		await bench.store().createUser(user({ userId: "2", username: "boss", role: "owner", passwordHash: null }));
		expect(await bench.store().hasOwner()).toBe(false);
		await bench.store().changeUser("2", { passwordHash: "h" });
		expect(await bench.store().hasOwner()).toBe(true);
	});

	test("a token is null when unknown, removed or expired", async () => {
		await bench.store().saveToken(token("t"));
		expect(await bench.store().token("t", 4999)).toEqual(token("t"));
		expect(await bench.store().token("t", 5000)).toBeNull();
		expect(await bench.store().token("unknown", 1)).toBeNull();
		await bench.store().removeToken("t");
		expect(await bench.store().token("t", 2000)).toBeNull();
	});

	test("a new code for the same user and purpose replaces the older, and no other", async () => {
		await bench.store().saveCode(code("old"));
		await bench.store().saveCode({ ...code("invite"), purpose: "invite" });
		await bench.store().saveCode(code("owner", null));
		await bench.store().saveCode(code("new"));
		expect(await bench.store().takeCode("old", 2000)).toBeNull();
		for (const [hash, userId] of [
			["invite", "1"],
			["owner", null],
			["new", "1"],
		] as const)
			expect(await bench.store().takeCode(hash, 2000)).toMatchObject({ codeHash: hash, userId });
	});

	test("a code is taken once, by one of two racing calls, and not when expired", async () => {
		await bench.store().saveCode(code("c"));
		const taken = await Promise.all(Array.from({ length: 8 }, () => bench.store().takeCode("c", 2000)));
		expect(taken.filter(Boolean)).toEqual([code("c")]);
		await bench.store().saveCode(code("late"));
		expect(await bench.store().takeCode("late", 5000)).toBeNull();
		expect(await bench.store().takeCode("unknown", 1)).toBeNull();
	});
};
