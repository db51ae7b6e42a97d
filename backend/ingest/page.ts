import type { NewEvent } from "../store/event.js";

const absolute = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The path as it was written, without scheme and host, query and fragment. */
const pathOf = (address: string): string => {
	const rest = address.replace(absolute, "");
	const end = rest.search(/[?#]/);
	return end === -1 ? rest : rest.slice(0, end);
};

const isPlain = (page: string): boolean => page.charCodeAt(0) === 47 && !page.includes("?") && !page.includes("#");

/**
 * Where it happened: `page` is a path, `url` the address as it was sent. An address in `page` is split; without a page,
 * that of the url counts. An address that is only a host is the page "/".
 */
export const placeOf = (page: string | null, url: string | null): Pick<NewEvent, "page" | "url"> => {
	if (page !== null && (page === "" || isPlain(page))) return { page, url };
	const address = page ?? url;
	if (address === null) return { page: null, url: null };
	const path = pathOf(address);
	const sent = page !== null && path !== page ? page : null;
	return { page: path === "" ? "/" : path, url: url ?? sent };
};

export type Campaign = Pick<NewEvent, "utmSource" | "utmMedium" | "utmCampaign" | "utmTerm" | "utmContent">;

const utm = (query: URLSearchParams, name: string): string | null => query.get(name) || null;

/** utm_* of an address; null when it has none, which the look for "utm_" decides without parsing. */
export const campaignOf = (url: string | null): Campaign | null => {
	if (url === null || !url.includes("utm_")) return null;
	const query = new URLSearchParams(url.slice(url.indexOf("?") + 1).split("#", 1)[0]);
	return {
		utmSource: utm(query, "utm_source"),
		utmMedium: utm(query, "utm_medium"),
		utmCampaign: utm(query, "utm_campaign"),
		utmTerm: utm(query, "utm_term"),
		utmContent: utm(query, "utm_content"),
	};
};
