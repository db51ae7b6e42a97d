import type { Outcome } from "./stage.js";

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(9);

const line = ({ stage, ok, ms, tally }: Outcome): string => {
	const skipped = tally.skipped.length > 0 ? `, ${tally.skipped.length} skipped` : "";
	const counts = stage.report === null ? "" : `${tally.passed} passed, ${tally.failed.length} failed${skipped}`;
	return `${ok ? "ok  " : "FAIL"} ${stage.name.padEnd(12)}${seconds(ms)}  ${counts}`.trimEnd();
};

/** Tests on recorded data may be skipped where it is absent; they carry these words in their name. */
const mayBeSkipped = (name: string): boolean => /real[- ]data|recorded data/i.test(name);

/** What may not be skipped where nothing is (CI). */
export const wronglySkipped = (outcomes: readonly Outcome[]): string[] =>
	outcomes.flatMap(({ tally }) => tally.skipped).filter((name) => !mayBeSkipped(name));

export interface Totals {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export const totals = (outcomes: readonly Outcome[], strict: boolean): Totals => {
	const count = (of: (outcome: Outcome) => number): number => outcomes.reduce((all, outcome) => all + of(outcome), 0);
	const wrong = strict ? wronglySkipped(outcomes).length : 0;
	return {
		passed: count(({ tally }) => tally.passed),
		failed: count(({ tally }) => tally.failed.length) + wrong,
		skipped: count(({ tally }) => tally.skipped.length) - wrong,
	};
};

/** The last line: what a machine that runs this looks for. */
export const lastLine = ({ passed, failed, skipped }: Totals): string =>
	`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** Durations, then every test that failed or was skipped, by name. */
export const summarise = (outcomes: readonly Outcome[], strict: boolean): string => {
	const failed = outcomes.flatMap(({ tally }) => tally.failed).map((name) => `  failed   ${name}`);
	const skipped = outcomes.flatMap(({ tally }) => tally.skipped).map((name) => `  skipped  ${name}`);
	const refused = strict ? wronglySkipped(outcomes).map((name) => `  not to be skipped here  ${name}`) : [];
	return ["", ...outcomes.map(line), "", ...failed, ...skipped, ...refused].join("\n");
};
