import { join } from "node:path";
import { root } from "../project.js";
import { run } from "../services/run.js";
import { none, readPlaywright, readVitest, type Tally } from "./tally.js";

export interface Stage {
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	/** Whose JSON report lies in test-reports/<name>.json; null for a stage that has no tests. */
	readonly report: "vitest" | "playwright" | null;
	readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome {
	readonly stage: Stage;
	readonly ok: boolean;
	readonly ms: number;
	readonly tally: Tally;
}

/** Forty minutes: far over what any stage takes, so that a hang ends and is told. */
const limitMs = 2_400_000;

export const reportOf = (name: string): string => join(root, "test-reports", `${name}.json`);

const read = async (stage: Stage, code: number): Promise<Tally> => {
	if (stage.report === null) return none;
	const tally = await (stage.report === "vitest" ? readVitest : readPlaywright)(reportOf(stage.name));
	if (tally === null) return { ...none, failed: [`${stage.name}: ended without a report (exit code ${code})`] };
	if (tally.passed + tally.failed.length + tally.skipped.length === 0) return { ...none, failed: [`${stage.name}: ran no tests`] };
	return tally;
};

/** A stage that failed counts as a failure even where no single test did. */
const honest = (stage: Stage, code: number, tally: Tally): Tally =>
	code === 0 || tally.failed.length > 0 ? tally : { ...tally, failed: [`${stage.name}: exit code ${code}`] };

export const runStage = async (stage: Stage, say: (line: string) => void): Promise<Outcome> => {
	say(`── ${stage.name}`);
	const started = performance.now();
	const ran = await run(stage.program, stage.args, {
		cwd: root,
		env: { FORCE_COLOR: "0", NO_COLOR: "1", ...stage.env },
		limitMs,
		onLine: (line) => say(`${stage.name.padEnd(10)} │ ${line}`),
	});
	const tally = honest(stage, ran.code, await read(stage, ran.code));
	return { stage, ok: tally.failed.length === 0, ms: performance.now() - started, tally };
};

/** One after the other; a failure does not stop those that follow. */
export const runLane = async (stages: readonly Stage[], say: (line: string) => void): Promise<Outcome[]> => {
	const outcomes: Outcome[] = [];
	for (const stage of stages) outcomes.push(await runStage(stage, say));
	return outcomes;
};
