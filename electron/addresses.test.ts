import { describe, expect, it } from "vitest";
import { addressOf, choiceOf, consoleHome, isConsoleAddress, isOurAddress, routeOf } from "./addresses.js";

describe("addresses", () => {
	it("knows its own", () => {
		expect(isOurAddress("app://console/dashboard/events?x=1")).toBe(true);
		for (const foreign of [
			"https://console/dashboard/",
			"app://other/",
			"app://console.example/",
			"app://user@console/",
			"file:///etc/passwd",
			"javascript:1",
			"",
		]) {
			expect(isOurAddress(foreign), foreign).toBe(false);
		}
	});

	it("tells the console from the pages before it", () => {
		expect(isConsoleAddress("app://console/dashboard")).toBe(true);
		expect(isConsoleAddress("app://console/dashboards")).toBe(false);
		expect(isConsoleAddress("app://console/start/")).toBe(false);
		expect(isConsoleAddress("app://console/dashboard/../start/")).toBe(false);
	});

	it("reads the choice of a start page", () => {
		expect(choiceOf("app://console/start/do/retry")).toBe("retry");
		expect(choiceOf("app://console/start/")).toBeNull();
		expect(choiceOf("https://console/start/do/retry")).toBeNull();
	});

	it("keeps a route and opens it again", () => {
		const route = routeOf("app://console/dashboard/events?noise=hide#top");
		expect(route).toBe("/dashboard/events?noise=hide#top");
		expect(addressOf(route ?? undefined)).toBe("app://console/dashboard/events?noise=hide#top");
	});

	it("opens the console's first view for a kept route that leads elsewhere", () => {
		expect(addressOf(undefined)).toBe(consoleHome);
		expect(addressOf("/start/do/quit")).toBe(consoleHome);
		expect(addressOf("https://example.org/")).toBe(consoleHome);
		expect(addressOf("//example.org/dashboard/")).toBe(consoleHome);
	});
});
