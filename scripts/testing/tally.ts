import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { z } from "zod";
import { root } from "../project.js";

export interface Tally {
	readonly passed: number;
	/** File and full name of each. */
	readonly failed: readonly string[];
	readonly skipped: readonly string[];
}

export const none: Tally = { passed: 0, failed: [], skipped: [] };

const vitestReport = z.object({
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			message: z.string().default(""),
			assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
		}),
	),
});
type VitestFile = z.infer<typeof vitestReport>["testResults"][number];

type PlaywrightSuite = {
	file?: string | undefined;
	title: string;
	specs?: PlaywrightSpec[] | undefined;
	suites?: PlaywrightSuite[] | undefined;
};
type PlaywrightSpec = { title: string; file: string; tests: { projectName: string; status: string }[] };

const playwrightSpec = z.object({
	title: z.string(),
	file: z.string(),
	tests: z.array(z.object({ projectName: z.string(), status: z.string() })),
});
const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
	file: z.string().optional(),
	title: z.string(),
	specs: z.array(playwrightSpec).optional(),
	get suites() {
		return z.array(playwrightSuite).optional();
	},
});
const playwrightReport = z.object({ suites: z.array(playwrightSuite), errors: z.array(z.object({ message: z.string().optional() })) });

const report = async <T>(file: string, schema: z.ZodType<T>): Promise<T | null> => {
	const text = await readFile(file, "utf8").catch(() => null);
	return text === null ? null : schema.parse(JSON.parse(text));
};

interface Seen {
	readonly name: string;
	readonly as: "passed" | "failed" | "skipped";
}

const sum = (seen: readonly Seen[]): Tally => ({
	passed: seen.filter(({ as }) => as === "passed").length,
	failed: seen.filter(({ as }) => as === "failed").map(({ name }) => name),
	skipped: seen.filter(({ as }) => as === "skipped").map(({ name }) => name),
});

const vitestFile = (file: VitestFile): Seen[] => {
	const where = relative(root, file.name);
	const tests = file.assertionResults.map(({ fullName, status }): Seen => {
		const as = status === "passed" || status === "failed" ? status : "skipped";
		return { name: `${where} › ${fullName}`, as };
	});
	/** A file that cannot be loaded, or whose hooks fail, fails without a failing test. */
	const whole = file.status === "failed" && !tests.some(({ as }) => as === "failed");
	return whole ? [...tests, { name: `${where}: ${file.message.split("\n")[0] ?? ""}`, as: "failed" }] : tests;
};

/** Null when there is no report. */
export const readVitest = async (file: string): Promise<Tally | null> => {
	const read = await report(file, vitestReport);
	return read === null ? null : sum(read.testResults.flatMap(vitestFile));
};

/** A test that passed only when repeated is a failure: it is what hides a defect. */
const playwrightStatus = (status: string): Seen["as"] => (status === "expected" ? "passed" : status === "skipped" ? "skipped" : "failed");

const inSuite = (suite: PlaywrightSuite, path: readonly string[]): Seen[] => [
	...(suite.specs ?? []).flatMap((spec) =>
		spec.tests.map(({ projectName, status }) => ({
			name: `${[projectName, ...path, suite.title, spec.title].filter(Boolean).join(" › ")}`,
			as: playwrightStatus(status),
		})),
	),
	...(suite.suites ?? []).flatMap((inner) => inSuite(inner, [...path, suite.title])),
];

/** Null when there is no report. */
export const readPlaywright = async (file: string): Promise<Tally | null> => {
	const read = await report(file, playwrightReport);
	if (read === null) return null;
	const faults = read.errors.map(({ message }): Seen => ({ name: `playwright: ${message?.split("\n")[0] ?? "error"}`, as: "failed" }));
	return sum([...read.suites.flatMap((suite) => inSuite(suite, [])), ...faults]);
};
