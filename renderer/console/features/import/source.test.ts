import { describe, expect, it } from "vitest";
import type { Client } from "../../app/client.js";
import { fileOpener } from "./source.js";

describe("a file dropped into the desktop window", () => {
	it("that another program handed over without a place is refused with what to do, not sent to a page that takes none", async () => {
		const open = fileOpener({} as Client, () => "");
		const opening = { signal: new AbortController().signal, onSent: () => undefined };
		await expect(open({ name: "orders.csv" } as File, opening)).rejects.toMatchObject({
			code: "bad_request",
			message: expect.stringMatching(/^orders\.csv is not a file on this computer.*Save it to a folder/),
		});
	});
});
