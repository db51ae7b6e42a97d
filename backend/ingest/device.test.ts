import { describe, expect, it } from "vitest";
import { agentOf, deviceOf } from "./device.js";

const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36";
const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

it.each([
	[chrome, "desktop"],
	["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15", "desktop"],
	["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "desktop"],
	["Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "desktop"],
	["Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36", "mobile"],
	["Mozilla/5.0 (Linux; Android 14; SM-T870) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "tablet"],
	[googlebot, "bot"],
	["Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "bot"],
	["Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)", "bot"],
	["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36", "bot"],
	["curl/8.0", "bot"],
	["python-requests/2.31", "bot"],
	[
		"Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/2.2 Chrome/63 TV Safari/537.36",
		"other",
	],
	["Mozilla/5.0 (PlayStation 5 3.11) AppleWebKit/605.1.15", "other"],
])("%s is %s", (userAgent, device) => expect(deviceOf(userAgent)).toBe(device));

describe("an event's device", () => {
	it("is a bot when its agent is one, whatever it says", () => {
		expect(agentOf({ told: "mobile", own: googlebot, ofRequest: null }).device).toBe("bot");
		expect(agentOf({ told: "mobile", own: null, ofRequest: googlebot }).device).toBe("bot");
	});

	it.each([
		["Mobile", "mobile"],
		["smartphone", "mobile"],
		["PC", "desktop"],
		["tv", "other"],
		["toaster", "desktop"],
		["constructor", "desktop"],
		[null, "desktop"],
	] as const)("is what it calls itself (%s), else what its agent tells: %s", (told, device) => {
		expect(agentOf({ told, own: chrome, ofRequest: null }).device).toBe(device);
	});

	it("is not that of the server that passes it on", () => {
		const agents = { told: null, own: null, ofRequest: "python-requests/2.31" };
		expect(agentOf(agents)).toEqual({ userAgent: null, device: null });
		expect(agentOf({ ...agents, told: "tablet" }).device).toBe("tablet");
		expect(agentOf({ ...agents, own: chrome })).toEqual({ userAgent: chrome, device: "desktop" });
	});
});
