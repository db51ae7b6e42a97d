import { bounce } from "./bounce.js";
import { sessionsChange } from "./change.js";
import { conversion, givenBack, orderValue, withoutAmount } from "./commerce.js";
import { duration } from "./duration.js";
import { funnel } from "./funnel.js";
import { peakHour } from "./hours.js";
import { noise } from "./noise.js";
import { mostVisitedPage } from "./pages.js";
import type { Rule } from "./rule.js";
import { volume } from "./volume.js";

/** Rules in the order in which their sentences are read. */
export const rules: readonly Rule[] = [
	volume,
	conversion,
	orderValue,
	withoutAmount,
	givenBack,
	bounce,
	duration,
	funnel,
	mostVisitedPage,
	peakHour,
	noise,
	sessionsChange,
];
