import { describe, expect, it } from "vitest";
import { release } from "./system.js";

describe("release", () => {
	it("reads names with and without quotes", () => {
		expect(release('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n')).toEqual({ id: "debian", like: [] });
		expect(release('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toEqual({ id: "linuxmint", like: ["ubuntu", "debian"] });
	});

	it("knows nothing of a system that says nothing", () => {
		expect(release("")).toEqual({ id: "", like: [] });
	});
});
