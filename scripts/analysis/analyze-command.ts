import type { Client } from "../../backend/client/client.js";
import type { Analysis, AnalysisKind, FilterParams, RunMessage } from "../../backend/contract/analysis.js";
import { connect } from "../remote.js";
import { openBar, print, say } from "../transfer/terminal.js";
import { summaryOf } from "./summary.js";

export interface AnalyzeOptions extends Pick<FilterParams, "tz" | "noise" | "sessions" | "visitor"> {
	readonly kind: AnalysisKind;
	/** A column or property to break the events down by. */
	readonly by?: string;
	readonly from?: string;
	readonly to?: string;
	readonly save: boolean;
	/** On Spark, or not; as the server is set when missing. */
	readonly spark?: boolean;
	readonly json: boolean;
}

/** Runs and prints one analysis. Exit code 1 when it was stopped or a metric of it could not be computed; what could is printed. */
export const analyzeCommand = async (options: AnalyzeOptions, signal: AbortSignal): Promise<number> => {
	const connection = await connect();
	try {
		const analysis = await runToEnd(connection.client, options, signal);
		print(options.json ? JSON.stringify(analysis, null, 2) : summaryOf(analysis));
		if (analysis.status === "done") return 0;
		say(analysis.error ?? "The analysis failed.");
		return 1;
	} catch (error) {
		if (!signal.aborted) throw error;
		say("Stopped. Nothing was saved.");
		return 1;
	} finally {
		await connection.close();
	}
};

const runToEnd = async (client: Client, { save, json: _, spark, ...rest }: AnalyzeOptions, signal: AbortSignal): Promise<Analysis> => {
	const params = spark === undefined ? rest : { ...rest, use_spark: spark };
	const bar = openBar();
	try {
		for await (const message of await client.analysis.run({ params, save }, { signal })) {
			if (message.type === "done") return message.analysis;
			if (message.type === "insights") bar.update(1, 1, message.step === "asking" ? "asking the model" : `${message.step} the text`);
			else bar.update(message.done, message.total, wordsOf(message));
		}
	} finally {
		bar.stop();
	}
	throw new Error("The analysis ended without a result. Run the command again.");
};

const wordsOf = ({ type, metric }: Extract<RunMessage, { type: "progress" | "failed" }>): string =>
	type === "failed" ? `${metric} failed` : metric;
