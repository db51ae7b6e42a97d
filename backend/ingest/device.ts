import Bowser from "bowser";
import { isBot } from "isbot";
import { remember } from "./remember.js";

export type Device = "desktop" | "mobile" | "tablet" | "bot" | "other";

const longestAgent = 512;

/** Words that senders use for a device, folded. */
const words: Readonly<Record<string, Device>> = {
	desktop: "desktop",
	computer: "desktop",
	laptop: "desktop",
	pc: "desktop",
	mobile: "mobile",
	phone: "mobile",
	smartphone: "mobile",
	tablet: "tablet",
	bot: "bot",
	crawler: "bot",
	spider: "bot",
	tv: "other",
	console: "other",
	wearable: "other",
	other: "other",
};

const desktopSystems = new Set(["Windows", "macOS", "Linux", "Chrome OS"]);

const parse = (userAgent: string): Device => {
	if (isBot(userAgent)) return "bot";
	const { platform, os } = Bowser.parse(userAgent);
	const kind = platform.type === undefined ? undefined : words[platform.type];
	return kind ?? (desktopSystems.has(os.name ?? "") ? "desktop" : "other");
};

/** A parse takes some 20 µs and browsers are few. `bot` is an agent that says so or is no browser (curl); `other` a TV, a console and what does not tell. */
export const deviceOf = remember(5_000, parse);

export interface Agents {
	/** The device as the event names it. */
	readonly told: string | null;
	/** The agent that the event itself carries. */
	readonly own: string | null;
	/** The agent of the request that brought it. */
	readonly ofRequest: string | null;
}

/** Programs that bring events of others, such as a shop's server, do not call themselves Mozilla; every browser does, and crawlers that run scripts. */
const browserLike = /^(?:Mozilla|Opera)\//;

/**
 * The visitor's agent, and its device: `bot` when the agent is one; else as the event names it; else as the agent tells.
 * A request's agent that is a program's is not the visitor's and is not kept; without an agent and a name the device is null.
 */
export const agentOf = ({ told, own, ofRequest }: Agents): { readonly userAgent: string | null; readonly device: Device | null } => {
	const sent = own ?? (ofRequest !== null && browserLike.test(ofRequest) ? ofRequest : null);
	const userAgent = sent?.slice(0, longestAgent) || null;
	const word = told?.trim().toLowerCase() ?? "";
	const named = Object.hasOwn(words, word) ? (words[word] ?? null) : null;
	const byAgent = userAgent === null ? null : deviceOf(userAgent);
	return { userAgent, device: byAgent === "bot" ? byAgent : (named ?? byAgent) };
};
