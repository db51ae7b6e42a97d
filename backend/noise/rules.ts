import { declaredBot } from "./declared-bot.js";
import { demoClient } from "./demo-client.js";
import { exactIntervals } from "./exact-intervals.js";
import { impossibleAmount } from "./impossible-amount.js";
import { internal } from "./internal.js";
import { invalidPage } from "./invalid-page.js";
import { knownSource } from "./known-source.js";
import { missingType } from "./missing-type.js";
import { noView } from "./no-view.js";
import { repeatedOrder } from "./repeated-order.js";
import type { NoiseRule } from "./rule.js";
import { spamReferrer } from "./spam-referrer.js";
import { tooFast } from "./too-fast.js";

/** In the order of the contract's noiseRules. */
export const rules: readonly NoiseRule[] = [
	knownSource,
	demoClient,
	declaredBot,
	internal,
	spamReferrer,
	tooFast,
	exactIntervals,
	noView,
	repeatedOrder,
	impossibleAmount,
	invalidPage,
	missingType,
];
