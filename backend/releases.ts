import { z } from "zod";
import { AppError } from "./contract/errors.js";

const patienceMs = 10_000;
const mostBytes = 200_000;

/** What GitHub's `releases/latest` says; others may say the same. */
const latest = z.object({ tag_name: z.string().max(60), html_url: z.url().max(500) });

/** 1.2.3, also as v1.2.3; what follows a hyphen is left out. Null for anything else. */
const numbers = (version: string): readonly number[] | null => {
	const found = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-.+)?$/.exec(version);
	return found === null ? null : found.slice(1).map(Number);
};

export const isNewer = (candidate: string, present: string): boolean => {
	const [one, other] = [numbers(candidate), numbers(present)];
	if (one === null || other === null) return false;
	const place = one.findIndex((number, index) => number !== other[index]);
	return place !== -1 && (one[place] ?? 0) > (other[place] ?? 0);
};

export interface Newest {
	readonly version: string;
	readonly newer: boolean;
	/** https, where it can be got. */
	readonly url: string;
}

const unread = (why: string): AppError =>
	new AppError(
		"unsupported",
		`Whether there is a newer version cannot be told: ${why}. Nothing was changed; look at the releases yourself.`,
	);

/**
 * Asks `place` once for the newest release. The only thing sent is the request: no version, no id. Throws AppError `unsupported` where no
 * place is set, or its answer cannot be used.
 */
export const newestRelease = async (place: string | null, present: string, signal?: AbortSignal): Promise<Newest> => {
	if (place === null) throw unread("RELEASES_URL is not set");
	const both = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]);
	const answer = await fetch(place, {
		signal: both,
		redirect: "error",
		headers: { accept: "application/json", "user-agent": "console" },
	}).catch(() => null);
	if (answer === null) throw unread(`${new URL(place).host} did not answer within ${patienceMs / 1000} s`);
	if (!answer.ok) throw unread(`${new URL(place).host} answered ${answer.status}`);
	const text = await answer.text();
	const read = text.length > mostBytes ? null : latest.safeParse(parsed(text));
	if (!read?.success || numbers(read.data.tag_name) === null || !read.data.html_url.startsWith("https://"))
		throw unread(`the answer of ${new URL(place).host} names no version`);
	const version = read.data.tag_name.replace(/^v/, "");
	return { version, newer: isNewer(version, present), url: read.data.html_url };
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return null; // Told as an answer that names no version.
	}
};
