import type { Page } from "@playwright/test";

/** What becomes of the console's questions about numbers: never answered, or each answered with a failure. */
export type Fate = "waiting" | "failing";

/** Who one is, and what is set, is answered always: without it there is no console to look at. */
const always = /^\/(accounts\/me|system)\b/;

/**
 * Stands between the console and its port, for every page opened from here on. Real slowness and real failures of each view would
 * need a store made for each; what the console does with them is the same.
 */
export const decide = async (page: Page, fate: Fate): Promise<void> => {
	await page.addInitScript(
		([kind, spared]) => {
			const exempt = new RegExp(spared);
			const send = MessagePort.prototype.postMessage;
			MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...rest: never[]) {
				const call = typeof message === "string" ? (JSON.parse(message) as { i?: string; t?: number; p?: { u?: string } }) : {};
				const address = call.p?.u;
				if (address === undefined || exempt.test(address)) send.call(this, message, ...rest);
				if (address === undefined || exempt.test(address) || kind === "waiting") return;
				const json = {
					defined: false,
					code: "internal",
					status: 500,
					message: "Something failed inside Clickstream Console. The log has the cause under the id of this error.",
					data: { id: "7f3a90c2" },
				};
				const answer = JSON.stringify({ i: call.i, p: { s: 500, b: { json } } });
				setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: answer })), 5);
			} as typeof send;
		},
		[fate, always.source] as const,
	);
};
