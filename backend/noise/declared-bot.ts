import { isBot } from "isbot";
import sql from "./declared-bot.sql";
import type { NoiseRule } from "./rule.js";

/** Robots that say what they are. The list of agents is isbot's (MIT), read with each judgement: a newer list finds older events. */
export const declaredBot: NoiseRule = {
	rule: "declared_bot",
	title: "Self-declared bots",
	about: "Events whose browser names itself a crawler, a monitor, a program, or that were sent as a bot's.",
	score: 1,
	alone: true,
	limits: {},
	lists: {},
	threshold: () => "user agent list",
	query: () => ({ sql, params: { score: 1 }, listed: { column: "user_agent", holds: isBot } }),
};
