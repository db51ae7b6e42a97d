import { counted, type NoiseRule } from "./rule.js";
import sql from "./spam-referrer.sql";
import { spamSites } from "./spam-sites.js";

const hostOf = (referrer: string): string => {
	const host = referrer
		.toLowerCase()
		.replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
		.replace(/[/?#].*$/s, "");
	return host
		.replace(/^[^@]*@/, "")
		.replace(/:\d+$/, "")
		.replace(/\.$/, "");
};

/** True when a referrer is of one of the sites, or of a part of one (www.site, de.site). */
export const isOf = (sites: ReadonlySet<string>, referrer: string): boolean => {
	for (let host = hostOf(referrer); host !== ""; host = host.includes(".") ? host.slice(host.indexOf(".") + 1) : "")
		if (sites.has(host)) return true;
	return false;
};

/** Visits that name an advertiser as where they came from, so that the shop's people look at it. */
export const spamReferrer: NoiseRule = {
	rule: "spam_referrer",
	title: "Spam referrers",
	about:
		"Visits that come from sites known to send made-up visits: the event with such a referrer and what its visitor does in the half hour after it.",
	score: 0.95,
	alone: true,
	limits: {},
	lists: { sites: { label: "More sites", usual: [] } },
	threshold: ({ list }) => `list of ${counted(spamSites.length + list("sites").length, "site")}`,
	query: ({ list }, { single }) => {
		const sites = new Set([...spamSites, ...list("sites").map(hostOf)]);
		return { sql, params: { score: 0.95, single }, listed: { column: "referrer", holds: (referrer) => isOf(sites, referrer) } };
	},
};
