import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { AppError } from "../../contract/errors.js";
import { javaLack } from "./java.js";
import prelude from "./prelude.sql";
import program from "./worker.py";

/** The one version that is tested: its Kafka source exists, and its answers equal the local engine's. */
export const sparkVersion = "4.2.0";

const startLimitMs = 180_000;
const stopLimitMs = 10_000;
/** Of what Spark wrote before it ended, characters. */
const keptText = 4_000;

export interface SparkSettings {
	/** A Python 3 that has pyspark. */
	readonly python: string;
	/** As Spark names it: local[*], spark://HOST:PORT … */
	readonly master: string;
	/** More of Spark's own settings. */
	readonly conf?: Readonly<Record<string, string>>;
	/** Variables for its process beside those of this one; told to it on its stdin, since a program's arguments are for all to see. */
	readonly env?: Readonly<Record<string, string>>;
}

export type Arg = string | number | boolean | null;

export type Ask =
	| { readonly do: "view"; readonly run: string; readonly name: string; readonly parquet: readonly string[]; readonly schema: string }
	| {
			readonly do: "view";
			readonly run: string;
			readonly name: string;
			readonly sql: string;
			readonly args: Readonly<Record<string, Arg>>;
			readonly needs: readonly string[];
			/** The folder its rows are kept in. */
			readonly keep: string;
	  }
	| {
			readonly do: "query";
			readonly run: string;
			readonly sql: string;
			readonly args: Readonly<Record<string, Arg>>;
			readonly needs: readonly string[];
	  }
	| { readonly do: "cancel" | "drop"; readonly run: string };

export interface Answer {
	readonly columns?: readonly string[];
	readonly rows?: readonly (readonly unknown[])[];
}

/** A Spark session in a process of its own. */
export interface Worker {
	/** False once its process ended. */
	readonly alive: boolean;
	/** Rejects with AppError `cancelled` where the run was, `engine_unavailable` where Spark ended, else with Spark's words. */
	ask(ask: Ask): Promise<Answer>;
	close(): Promise<void>;
}

const instead = "or run the analysis on the local engine: leave use_spark out, or set it to false.";

export const unavailable = (what: string, remedy: string): AppError =>
	new AppError("engine_unavailable", `${what} ${remedy}, ${instead}`, { engine: "spark", local: true });

interface Refusal {
	/** The worker's word for it. */
	readonly reason?: string | undefined;
	readonly text: string;
	/** What Spark wrote meanwhile. */
	readonly said?: string;
}

const notStarted = ({ python, master }: SparkSettings, { reason = "start", text, said = "" }: Refusal): AppError => {
	const pip = `${python} -m pip install pyspark==${sparkVersion}`;
	if (reason === "missing")
		return unavailable(`Spark is not there: ${python} has no pyspark.`, `Install it (${pip}), name a Python that has it with SPARK_PYTHON`);
	if (reason === "version")
		return unavailable(
			`Spark has another version: pyspark is ${text} where ${sparkVersion} is needed.`,
			`Install that (${pip}), name a Python that has it with SPARK_PYTHON`,
		);
	const java = javaLack(`${text}\n${said}`);
	if (java) return unavailable(`Spark did not start: ${java.what}`, java.remedy);
	const [, unfetched] = /\[(unresolved dependency: [^\]]+)\]/.exec(said) ?? [];
	if (unfetched)
		return unavailable(
			`Spark did not start: it could not fetch what it goes to the bucket with (${unfetched}).`,
			"See that it reaches Maven Central, or name the jars as files with SPARK_S3_JARS (docs/spark.md)",
		);
	return unavailable(`Spark did not start (${master}): ${text}`, "Mend that (Spark needs a Java of 17 or newer), then try again");
};

interface Told {
	readonly id?: number;
	readonly ready?: string;
	readonly failure?: string;
	readonly reason?: string;
}

const isLocal = (master: string): boolean => master.startsWith("local");

const confOf = ({ master, conf }: SparkSettings): Readonly<Record<string, string>> => ({
	"spark.sql.session.timeZone": "UTC",
	"spark.sql.ansi.enabled": "true",
	"spark.sql.adaptive.enabled": "true",
	"spark.ui.enabled": "false",
	...(isLocal(master)
		? { "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "4" }
		: {}),
	...conf,
});

const launch = (settings: SparkSettings): ChildProcessWithoutNullStreams => {
	const { python, master, env } = settings;
	const given = JSON.stringify({ version: sparkVersion, master, conf: confOf(settings), prelude });
	const child = spawn(python, ["-c", program, given], { stdio: ["pipe", "pipe", "pipe"] });
	child.stdin.on("error", () => undefined); // Its end says all that there is to say.
	child.stdin.write(`${JSON.stringify(env ?? {})}\n`);
	return child;
};

interface Waiting {
	readonly resolve: (answer: Answer) => void;
	readonly reject: (error: unknown) => void;
}

const failureOf = ({ failure = "", reason }: Told): Error =>
	reason === "cancelled" ? new AppError("cancelled", "The question was cancelled before it was answered.") : new Error(failure);

/** Starts Spark and waits until it answers, which takes some seconds. Rejects with AppError `engine_unavailable`, which says what to do. */
export const startWorker = async (settings: SparkSettings): Promise<Worker> => {
	const child = launch(settings);
	const waiting = new Map<number, Waiting>();
	let said = "";
	let alive = true;
	let last = 0;
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-keptText);
	});
	const ended = new Promise<void>((resolve) => {
		child.once("error", () => resolve());
		child.once("close", () => resolve());
	});
	const gone = ended.then(() => {
		alive = false;
		const why = said.trim().split("\n").at(-1) ?? "";
		for (const { reject } of waiting.values())
			reject(unavailable(`Spark ended while it computed. ${why}`.trim(), "Run the analysis again"));
		waiting.clear();
	});
	await new Promise<void>((resolve, reject) => {
		const late = setTimeout(() => {
			child.kill("SIGKILL");
			reject(notStarted(settings, { text: `no answer in ${startLimitMs / 1000} s.` }));
		}, startLimitMs);
		const settle = (end: () => void): void => {
			clearTimeout(late);
			end();
		};
		/** Why, where it said so; what Spark wrote is whole when the process has ended. */
		let refused: Told | null = null;
		const unanswered = (): AppError =>
			notStarted(settings, {
				reason: refused?.reason,
				text: refused?.failure ?? (said.trim().split("\n").at(-1) || "its process ended."),
				said,
			});
		child.once("error", (error) =>
			settle(() => reject(unavailable(`Spark did not start: ${error.message}.`, "Name a Python 3 that has pyspark with SPARK_PYTHON"))),
		);
		child.once("close", () => settle(() => reject(unanswered())));
		createInterface({ input: child.stdout }).on("line", (line) => {
			const told = JSON.parse(line) as Told & Answer;
			if (told.id === undefined) {
				if (told.ready === undefined) refused = told;
				else settle(resolve);
				return;
			}
			const asked = waiting.get(told.id);
			waiting.delete(told.id);
			if (told.failure === undefined) asked?.resolve(told);
			else asked?.reject(failureOf(told));
		});
	});
	return {
		get alive() {
			return alive;
		},
		ask: (ask) =>
			new Promise((resolve, reject) => {
				if (!alive) return reject(unavailable("Spark has ended.", "Run the analysis again"));
				last += 1;
				waiting.set(last, { resolve, reject });
				child.stdin.write(`${JSON.stringify({ id: last, ...ask })}\n`);
			}),
		close: async () => {
			child.stdin.end();
			const late = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
			await gone;
			clearTimeout(late);
		},
	};
};
