import { hostOf, isReferral, pageHostOf } from "../ingest/index.js";
import { textOf } from "./cells.js";
import type { OpenFile } from "./files.js";
import { rowsOf } from "./layout.js";
import type { Plan } from "./plan.js";

/** The same rows at every import of a file, so that a resumed one judges alike. */
const sampleRows = 1_000;

/**
 * The host of the site that a file is of, where its pages are paths alone, as in access logs: the host that over half of the
 * first referrers name, without `www.`, since most clicks are within a site. Null when there is none, when it is a search
 * engine or the like, or when the pages name their host themselves.
 */
export const ownHostOf = async (file: Pick<OpenFile, "bytes" | "layout">, { at }: Plan): Promise<string | null> => {
	if (at.referrer === undefined) return null;
	const counts = new Map<string, number>();
	let [rows, named] = [0, 0];
	for await (const lot of rowsOf(file.bytes, file.layout)) {
		for (const { cells } of lot.slice(0, sampleRows - rows)) {
			if (pageHostOf(textOf(cells[at.url ?? at.page ?? -1])) !== null) return null;
			const host = hostOf(textOf(cells[at.referrer]) ?? "");
			if (host === null) continue;
			named += 1;
			counts.set(host, (counts.get(host) ?? 0) + 1);
		}
		rows += lot.length;
		if (rows >= sampleRows) break;
	}
	const [host, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
	return host !== null && count * 2 > named && isReferral(host) ? host : null;
};
