import { execFileSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { eventInput } from "../../../../backend/contract/events.js";
import type { ClientId } from "./client-ids.js";
import { proofCommand, trackingClients } from "./snippets.js";

/** No real key looks so; whatever it is, it stays a text. */
const key = `pub_"'\`\\</script><b>&\${1}$(id)`;
const address = "https://clicks.shop.example:8443";

const codeOf = (id: ClientId, parts = { key, address }): string => trackingClients.find((client) => client.id === id)?.code(parts) ?? "";

/** What the packages are called with, when the code runs. */
const callsOf = (id: ClientId): unknown[] => {
	const calls: unknown[] = [];
	const hear = (...args: readonly unknown[]): void => void calls.push(...args);
	class Heard {
		load = hear;
		constructor(...args: readonly unknown[]) {
			hear(...args);
		}
	}
	const code = codeOf(id).replace(/^import .*$/gm, "");
	runInNewContext(code, {
		AnalyticsBrowser: { load: hear },
		Analytics: Heard,
		RudderAnalytics: Heard,
		posthog: { init: hear },
		newTracker: hear,
		trackPageView: () => hear("page view"),
	});
	return JSON.parse(JSON.stringify(calls)) as unknown[];
};

/** The words that a shell makes of a command. */
const wordsOf = (command: string): string[] =>
	execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\0'")], { encoding: "utf8" })
		.split("\0")
		.slice(0, -1);

describe("the code to paste", () => {
	it("gives each client its key and this server's address, whatever signs they hold", () => {
		expect(callsOf("segment")).toEqual([
			{ writeKey: key, cdnURL: address },
			{ integrations: { "Segment.io": { apiHost: "clicks.shop.example:8443/v1", protocol: "https" } } },
		]);
		expect(callsOf("segment-node")).toEqual([{ writeKey: key, host: address }]);
		expect(callsOf("rudderstack")).toEqual([key, address, { configUrl: address }]);
		expect(callsOf("posthog")).toEqual([key, { api_host: address, autocapture: false, rageclick: false }]);
		expect(callsOf("snowplow")).toEqual(["shop", address, { appId: key, contexts: { session: true } }, "page view"]);
	});

	it("ends no script that it is pasted into, and leaves no attribute of the tracker's", () => {
		for (const { id } of trackingClients.filter(({ kind, id }) => kind === "browser" && id !== "tracker"))
			expect(codeOf(id)).not.toContain("</");
		expect(codeOf("tracker", { key: `k"><b a='&`, address })).toBe(
			`<script async src="${address}/static/analytics.js" data-key="k&quot;&gt;&lt;b a='&amp;"></script>`,
		);
	});

	it("is one command for a shell, with an event that the contract takes", () => {
		const words = wordsOf(codeOf("http"));
		expect(words.slice(0, 7)).toEqual([
			"-X",
			"POST",
			`${address}/api/ingest`,
			"-H",
			"Content-Type: application/json",
			"-H",
			`X-Write-Key: ${key}`,
		]);
		expect(eventInput.safeParse(JSON.parse(words.at(-1) ?? "")).success).toBe(true);
		expect(eventInput.safeParse(JSON.parse(wordsOf(proofCommand(address)).at(-1) ?? "")).success).toBe(true);
	});
});
