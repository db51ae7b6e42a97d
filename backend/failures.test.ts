import { ORPCError } from "@orpc/server";
import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode, errorCodes } from "./contract/errors.js";
import { failureInterceptor, failureOf, invalidInput, toOrpcError } from "./failures.js";
import { openLog } from "./logging.js";

const open = () => {
	const lines: string[] = [];
	return { lines, log: openLog("info", { write: (line) => void lines.push(line) }) };
};

describe("failureOf", () => {
	it.each(Object.entries(errorCodes))("%s keeps its code, its status and its message", (code, { status }) => {
		const failure = failureOf(new AppError(code as ErrorCode, "What happened.", { a: 1, retry_after: 3 }), open().log);
		expect(failure).toEqual({ status, body: { error: { code, message: "What happened.", details: { a: 1 }, retry_after: 3 } } });
	});

	it("the cause of an unexpected failure goes to the log and to nobody else, both under one id", () => {
		const { log, lines } = open();
		const { status, body } = failureOf(new Error("secret path /home/x"), log);
		expect([status, body.error.code]).toEqual([500, "internal"]);
		expect(JSON.stringify(body)).not.toContain("secret");
		expect(lines.join()).toContain("secret path /home/x");
		expect(lines.join()).toContain(String(body.error.id));
	});

	it.each([["text"], [null], [undefined], [7], [{ code: "not_found" }]])("%j thrown is internal too", (thrown) => {
		expect(failureOf(thrown, open().log).body.error.code).toBe("internal");
	});

	it("what the library throws on its own becomes one of ours", () => {
		const { log } = open();
		expect(failureOf(new ORPCError("BAD_REQUEST"), log).body.error.code).toBe("bad_request");
		expect(failureOf(new ORPCError("INTERNAL_SERVER_ERROR", { cause: new Error("x") }), log).body.error.code).toBe("internal");
		expect(failureOf(new ORPCError("not_found", { message: "m", data: { details: { a: 1 } } }), log).body.error).toEqual({
			code: "not_found",
			message: "m",
			details: { a: 1 },
		});
	});

	it("an abort is cancelled and logs nothing", () => {
		const { log, lines } = open();
		expect(failureOf(new DOMException("x", "AbortError"), log).body.error.code).toBe("cancelled");
		expect(lines).toEqual([]);
	});

	it("a schema's refusal names at most 20 places", () => {
		const { code, details } = invalidInput(Array.from({ length: 30 }, (_, index) => ({ message: "m", path: ["a", index] })));
		expect([code, (details["issues"] as unknown[]).length, (details["issues"] as { path: string }[])[1]?.path]).toEqual([
			"invalid",
			20,
			"a.1",
		]);
	});
});

describe("failureInterceptor", () => {
	it("turns the failure of a stream after its first message into data too", async () => {
		const stream = (await failureInterceptor(open().log)({
			next: async () =>
				(async function* () {
					yield 1;
					throw new AppError("disk_full", "No room.");
				})(),
		})) as AsyncIterator<number>;
		expect(await stream.next()).toEqual({ done: false, value: 1 });
		await expect(stream.next()).rejects.toMatchObject({ code: "disk_full", status: 503, defined: true });
	});

	it("turns a failure before it into the library's form", async () => {
		const call = failureInterceptor(open().log)({ next: () => Promise.reject(new AppError("conflict", "Taken.", { name: "x" })) });
		await expect(call).rejects.toMatchObject({ code: "conflict", status: 409, message: "Taken.", data: { details: { name: "x" } } });
	});

	it("is idempotent: a failure that passes two borders stays as it is", () => {
		const { log } = open();
		const once = toOrpcError(new AppError("overloaded", "Busy.", { retry_after: 2 }), log);
		expect(toOrpcError(once, log).toJSON()).toEqual(once.toJSON());
	});
});
