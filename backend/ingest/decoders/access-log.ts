import { isIP } from "node:net";
import type { FileRow, RowFault, RowLots } from "./file-row.js";
import { textLines } from "./text-lines.js";

/** What a line of a web server's log is read into: https://httpd.apache.org/docs/current/logs.html#accesslog */
export const accessLogColumns = ["time", "ip", "method", "url", "status", "bytes", "referrer", "user_agent"] as const;

/** Servers cut a request at 8 to 64 KB. */
const longestLine = 256 * 1024;

const quoted = '"((?:[^"\\\\]|\\\\.)*)"';
/** Common, or combined with any further fields after it, each quoted or without blanks. No two parts can match the same text, so a hostile line costs no more than its length. */
const lineForm = new RegExp(
	`^(\\S+) (\\S+) ([^\\[]*) ?\\[([^\\]]+)\\] ${quoted} (\\d{3}|-) (\\d+|-)(?: ${quoted} ${quoted}(?: (?:"(?:[^"\\\\]|\\\\.)*"|[^"\\s]+))*)?\\s*$`,
);

/** Reads the common and combined log formats; every line is one row, and a line that is neither is broken. Blank lines are passed over. */
export async function* accessLogRows(text: AsyncIterable<string>): RowLots {
	for await (const lines of textLines(text, longestLine)) {
		const rows: FileRow[] = [];
		for (const { line, text } of lines) if (text === null || text.trim() !== "") rows.push(accessLogRow(line, text));
		yield rows;
	}
}

/** True when a line has the common or combined form. */
export const isAccessLogLine = (text: string): boolean => lineForm.test(text);

const accessLogRow = (row: number, text: string | null): FileRow => {
	if (text === null) return { row, cells: [], fault: fault(`Longer than ${longestLine / 1024} KB. Left out.`) };
	const parts = lineForm.exec(text);
	if (!parts) return { row, cells: [], fault: fault(brokenLine(text)) };
	const [, first = "", second = "", user = "", time, request = "", status, bytes, referrer, agent] = parts;
	/** Debian's vhost_combined puts `host:port` before the address. */
	const vhost = isIP(first) === 0 && isIP(second) !== 0;
	const { method, url } = requestOf(request);
	return {
		row,
		cells: [time, vhost ? second : first, method, url, numberOf(status), numberOf(bytes), textOf(referrer), textOf(agent)],
		extra: {
			...(vhost ? { host: first } : {}),
			...(method === null && textOf(request) !== null ? { request } : {}),
			...(textOf(user.replace(/^- /, "").trim()) !== null ? { remote_user: user.replace(/^- /, "").trim() } : {}),
		},
	};
};

/** Method and address of a request line; both null for `-` and for what is no HTTP request. */
const requestOf = (request: string): { method: string | null; url: string | null } => {
	const parts = /^([A-Z]{3,16}) (\S.*?)(?: HTTP\/[\d.]+)?$/.exec(request);
	return parts ? { method: parts[1] ?? null, url: textOf(parts[2]) } : { method: null, url: null };
};

const numberOf = (text: string | undefined): number | null => (text === undefined || text === "-" ? null : Number(text));

const textOf = (text: string | undefined): string | null =>
	text === undefined || text === "" || text === "-" ? null : text.replace(/\\(["\\])/g, "$1");

const brokenLine = (text: string): string =>
	(text.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1
		? "A quote is not closed. Left out."
		: `"${text.slice(0, 60)}" has neither the common nor the combined log format. Left out.`;

const fault = (message: string): RowFault => ({ code: "row_broken", severity: "error", title: "Line cannot be read", message });
