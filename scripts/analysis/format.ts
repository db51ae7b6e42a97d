import { DateTime } from "luxon";
import type { ReportCell, ReportColumn } from "../../backend/contract/reports.js";

export const none = "–";

export const number = (value: number): string => value.toLocaleString("en");

export const decimal = (value: number | null): string =>
	value === null ? none : value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const percent = (ratio: number | null): string => (ratio === null ? none : `${(ratio * 100).toFixed(2)} %`);

export const seconds = (value: number | null): string => (value === null ? none : `${decimal(value)} s`);

const longest = 60;

/** Text that visitors sent, for a terminal: what would steer it is made visible, and it stays on one line. */
export const plain = (text: string): string => {
	const shown = Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, "\ufffd"));
	return shown.length > longest ? `${shown.slice(0, longest - 1).join("")}…` : shown.join("");
};

/** A cell by its unit; times in the zone. */
export const cellText = (value: ReportCell, unit: ReportColumn["unit"], tz: string): string => {
	if (value === null) return none;
	if (typeof value === "string") return plain(value);
	if (unit === "ratio") return percent(value);
	if (unit === "money") return decimal(value);
	if (unit === "ms") return seconds(value / 1000);
	if (unit === "time") return DateTime.fromMillis(value, { zone: tz }).toFormat("yyyy-MM-dd HH:mm:ss");
	return value.toLocaleString("en", { maximumFractionDigits: 2 });
};

/** Lines of columns under each other: texts to the left, the others to the right. */
export const aligned = (lines: readonly (readonly string[])[], left: readonly boolean[]): string => {
	const widths = left.map((_, at) => Math.max(0, ...lines.map((line) => line[at]?.length ?? 0)));
	const cell = (text: string, at: number) => (left[at] ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0));
	return lines.map((line) => line.map(cell).join("  ").trimEnd()).join("\n");
};
