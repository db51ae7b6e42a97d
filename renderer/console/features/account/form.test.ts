import { describe, expect, it } from "vitest";
import { AppError } from "../../../../backend/contract/errors.js";
import { emptyEntry, errorsOf, serverErrorsOf } from "./form.js";

describe("a form that sets a password", () => {
	it("says what is missing, each at its field", () => {
		expect(errorsOf(emptyEntry, { name: true, code: true })).toEqual({
			code: "Paste the code that you were given.",
			username: "Choose a name of at least 2 characters.",
			password: "Use at least 10 characters; 0 are typed.",
		});
		expect(errorsOf({ ...emptyEntry, password: "1234567890" }, { name: false, code: false })).toEqual({});
	});

	it("puts the server's faults at their fields", () => {
		const error = new AppError("invalid", "x", {
			issues: [
				{ path: ["username"], message: "may hold letters" },
				{ path: "other", message: "no" },
			],
		});
		expect(serverErrorsOf(error)).toEqual({ username: "It may hold letters." });
		expect(serverErrorsOf(new Error("x"))).toEqual({});
	});
});
