import Bowser from "bowser";
import { remember } from "./remember.js";

const kinds = new Set(["desktop", "mobile", "tablet", "tv", "bot"]);

const parse = (userAgent: string): { readonly device: string | null } => {
	const kind = Bowser.parse(userAgent).platform.type;
	return { device: kind !== undefined && kinds.has(kind) ? kind : null };
};

/** A parse takes some 20 µs and browsers are few. */
const parsed = remember(5_000, parse);

/** desktop, mobile, tablet, tv or bot; null when the agent does not tell. */
export const deviceOf = (userAgent: string): string | null => parsed(userAgent).device;
