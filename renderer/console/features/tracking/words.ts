import type { WriteKey } from "../../../../backend/contract/tracking.js";

const sources: Readonly<Record<string, string>> = {
	web: "Pages",
	api: "HTTP",
	shop: "Demo shop",
	segment: "Segment",
	rudderstack: "RudderStack",
	posthog: "PostHog",
	snowplow: "Snowplow",
};

/** What sent it, in words; a source that a shop named itself stays as it is. */
export const sourceName = (source: string): string => (Object.hasOwn(sources, source) ? (sources[source] ?? source) : source);

/** Files that were brought in are told of in Import. */
export const isImport = (source: string): boolean => source.startsWith("import:");

export interface ReadOrigins {
	readonly origins: string[];
	/** The first that is none. */
	readonly fault: string | null;
}

const originOf = (text: string): string | null => {
	if (!/^https?:\/\/[^/?#@]+\/?$/i.test(text) || !URL.canParse(text)) return null;
	return new URL(text).origin;
};

/** Origins as people write them, one a line or with commas between; each once, as a browser sends it. */
export const readOrigins = (text: string): ReadOrigins => {
	const written = text.split(/[\s,]+/).filter((part) => part !== "");
	const wrong = written.find((part) => originOf(part) === null);
	if (wrong !== undefined)
		return { origins: [], fault: `“${wrong}” is not an origin. Write it like https://shop.example, without a path.` };
	return { origins: [...new Set(written.flatMap((part) => originOf(part) ?? []))], fault: null };
};

/** Whom a key is for. */
export const kindWords = { browser: "pages", server: "servers", shop: "demo shop" } as const satisfies Record<WriteKey["kind"], string>;

export const originsWords = ({ kind, origins }: Pick<WriteKey, "kind" | "origins">): string => {
	if (kind === "server") return "servers, no page";
	if (kind === "shop") return "the demo shop’s own pages";
	return origins.length === 0 ? "any page" : origins.join(", ");
};
