import rules from "./channel-rules.json" with { type: "json" };
import { remember } from "./remember.js";

export const channels = ["direct", "search", "email", "social", "ads", "referral"] as const;
export type Channel = (typeof channels)[number];

/** What an event says of how its visitor came. */
export interface Evidence {
	/** A property `channel`, as sent. */
	readonly told: string | null;
	/** The name of a click id sent as a property of its own, such as gclid. */
	readonly clickId: string | null;
	readonly utmSource: string | null;
	readonly utmMedium: string | null;
	readonly url: string | null;
	readonly referrer: string | null;
	/** The page's own host where the url names none, such as that of an access log's site. */
	readonly ownHost: string | null;
}

/**
 * The channel that an event's own evidence shows; null without evidence, or with no more than a referrer of its own host: such
 * an event goes on with a visit. `direct` is only ever told; a session without any evidence is made direct by the engine.
 *
 * The first rule that knows the evidence decides (words and hosts are in channel-rules.json):
 * 1. `channel` as sent, when it is one of the six words; any other word counts as a medium, when rule 3 knows it.
 * 2. A click id that only a paid click carries (gclid, msclkid …): ads.
 * 3. utm_medium: paid words, then email, social, search and referral words, as GA4's default channel group has them
 *    (https://support.google.com/analytics/answer/9756891). Sources go before `organic` and before referral words, since
 *    GA4 takes the organic post of a social site for social.
 * 4. utm_source, by name or host.
 * 5. A click id of free links: fbclid and igsh (Facebook adds it to every link out of it, paid or not) are social; those of mail tools email.
 * 6. The referrer: of the own host, a host under it or over it (www, checkout, blog), of a payment or sign-in page: none; ads,
 *    email, social or search host: that one; any other host or app: referral.
 * 7. utm_source or utm_medium that no rule knows: referral, as a marked link of somebody else.
 */
export const channelOf = (evidence: Evidence): Channel | null => {
	const told = evidence.told === null ? null : folded(evidence.told);
	if (told !== null && isChannel(told)) return told;
	const clickId = evidence.clickId ?? clickIdIn(evidence.url);
	if (clickId === null && told === null && evidence.utmSource === null && evidence.utmMedium === null) return byReferrer(evidence);
	const medium = set(evidence.utmMedium) ?? (told !== null && mediums(told) !== null ? told : null);
	const source = set(evidence.utmSource);
	const byClick = clickId === null ? null : (clickIds.get(clickId.toLowerCase()) ?? null);
	return (
		(byClick === "ads" ? byClick : null) ??
		byTags(medium, source) ??
		byClick ??
		byReferrer(evidence) ??
		(medium !== null || source !== null ? "referral" : null)
	);
};

const isChannel = (word: string): word is Channel => (channels as readonly string[]).includes(word);

/** "E-Mail", "e_mail" and "e mail" are one word. */
const folded = (text: string): string =>
	text
		.trim()
		.toLowerCase()
		.replace(/[\s_+-]+/g, " ");

const unset: ReadonlySet<string> = new Set(rules.unset.map(folded));

const set = (text: string | null): string | null => {
	if (text === null) return null;
	const word = folded(text);
	return word === "" || word === " " || unset.has(word) ? null : word;
};

const inverted = (lists: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, Channel> =>
	new Map(Object.entries(lists).flatMap(([channel, all]) => all.map((name) => [name.toLowerCase(), channel as Channel] as const)));

const clickIds = inverted(rules.click_ids);
/** Names under which a click id may stand among an event's properties, those of paid clicks first. */
export const clickIdNames: readonly string[] = Object.values(rules.click_ids).flat();

const clickIdForm = new RegExp(`[?&](${clickIdNames.join("|")})=[^&#]`, "gi");

/** The paid one where several stand together: Facebook's is added to a paid link of somebody else too. */
const clickIdIn = (url: string | null): string | null => {
	if (url === null || !url.includes("=")) return null;
	let free: string | null = null;
	for (const [, name = ""] of url.matchAll(clickIdForm)) {
		if (clickIds.get(name.toLowerCase()) === "ads") return name;
		free ??= name;
	}
	return free;
};

const mediumOrder = ["ads", "email", "social", "search", "referral"] as const;
const mediumRules = mediumOrder.map((channel) => ({ channel, ...rules.mediums[channel], words: new Set(rules.mediums[channel].words) }));

/** Of a folded medium. */
const mediums = remember(1_000, (medium: string): Channel | "organic" | null => {
	if (rules.organic.includes(medium)) return "organic";
	for (const { channel, words, begin, contain } of mediumRules)
		if (words.has(medium) || begin.some((text) => medium.startsWith(text)) || contain.some((text) => medium.includes(text))) return channel;
	return null;
});

const sourceNames = inverted(rules.sources);
const sources = remember(1_000, (source: string): Channel | null => {
	const known = sourceNames.get(source);
	if (known !== undefined) return known;
	const host = source.includes(".") ? hostOf(source.replaceAll(" ", "-")) : null;
	const kind = host === null ? null : kindOfHost(host);
	return kind === "none" || kind === "referral" ? null : kind;
});

const byTags = (medium: string | null, source: string | null): Channel | null => {
	const byMedium = medium === null ? null : mediums(medium);
	if (byMedium !== null && byMedium !== "organic" && byMedium !== "referral") return byMedium;
	const bySource = source === null ? null : sources(source);
	return bySource ?? (byMedium === "organic" ? "search" : byMedium);
};

const hostForm = /^(?:(https?|android-app|ios-app):)?(?:\/\/)?(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:\s]+)/i;

/** An address's host in small letters, without `www.` and port; null for what is no address of the web, such as `about:blank`. */
export const hostOf = (address: string): string | null => {
	const [, scheme = "", host = ""] = hostForm.exec(address) ?? [];
	if (scheme === "" && !(host.includes(".") && !host.startsWith(".")) && !address.startsWith("//")) return null;
	return (
		host
			.toLowerCase()
			.replace(/\.$/, "")
			.replace(/^www\d?\./, "") || null
	);
};

const hosts = inverted(rules.hosts) as ReadonlyMap<string, Channel | "none">;
const firstLabels = inverted(rules.first_labels);
const apps = inverted(rules.apps);
const countryEnd = /^[a-z]{2,3}(?:\.[a-z]{2})?$/;

/** The longest known end of a host decides; `google.*` is google under any country's end. */
const kindOfHost = (host: string): Channel | "none" => {
	const labels = host.split(".");
	for (let at = 0; at < labels.length - 1; at++) {
		const known = hosts.get(labels.slice(at).join("."));
		if (known !== undefined) return known;
		for (const ends of [at + 1, at + 2]) {
			if (!countryEnd.test(labels.slice(ends).join("."))) continue;
			const anywhere = hosts.get(`${labels.slice(at, ends).join(".")}.*`);
			if (anywhere !== undefined) return anywhere;
		}
	}
	return firstLabels.get(labels[0] ?? "") ?? "referral";
};

/** True for a host of none of the listed kinds, which may be a shop's own. */
export const isReferral = (host: string): boolean => kindOfHost(host) === "referral";

interface Referrer {
	readonly host: string;
	readonly kind: Channel | "none";
}

/** Referrers repeat, and most of a visit's are its own pages. */
const referrers = remember(5_000, (referrer: string): Referrer | null => {
	const host = hostOf(referrer.trim());
	if (host === null || unset.has(host)) return null;
	return /^(?:android|ios)-app:/i.test(referrer) ? { host, kind: apps.get(host) ?? "referral" } : { host, kind: kindOfHost(host) };
});
const ownHosts = remember(1_000, hostOf);
const absolute = /^https?:\/\/[^/?#]+/i;

/** The host of a page; null where its address is a path alone. */
export const pageHostOf = (url: string | null): string | null => {
	const origin = url === null ? null : absolute.exec(url);
	return origin ? ownHosts(origin[0]) : null;
};

const isSameSite = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

const byReferrer = ({ referrer, url, ownHost }: Evidence): Channel | null => {
	const from = referrer === null || referrer === "" ? null : referrers(referrer);
	if (from === null || from.kind === "none") return null;
	const own = pageHostOf(url) ?? ownHost;
	return own !== null && isSameSite(from.host, own) ? null : from.kind;
};
