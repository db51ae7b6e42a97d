import type { Analysis, DetailedMetrics, Insights, RunMessage, SectionName } from "../../../backend/contract/analysis.js";
import type { InsightProgress } from "../../../backend/contract/insight-text.js";

export interface RunError {
	readonly code: string;
	readonly message: string;
	readonly id?: string | undefined;
}

/** A section is there once its metric is done. */
export type Sections = { readonly [K in SectionName]?: DetailedMetrics[K] | undefined };

/** What a run has told so far: each section as it is ready, each failure under its section's name. */
export interface RunState {
	readonly sections: Sections;
	readonly failed: Readonly<Partial<Record<SectionName, RunError>>>;
	readonly done: number;
	readonly total: number;
	/** All metrics are there, and text is being written. */
	readonly writing?: InsightProgress | undefined;
	/** With the last message. */
	readonly analysis: Analysis | null;
}

export const beginning: RunState = { sections: {}, failed: {}, done: 0, total: 0, analysis: null };

export const withMessage = (state: RunState, message: RunMessage): RunState => {
	switch (message.type) {
		case "progress":
			return { ...state, done: message.done, total: message.total, sections: { ...state.sections, ...message.part } };
		case "failed":
			return { ...state, done: message.done, total: message.total, failed: { ...state.failed, [message.metric]: message.error } };
		case "insights":
			return { ...state, writing: message };
		case "done":
			return { ...state, sections: { ...state.sections, ...message.analysis.detailed_metrics }, analysis: message.analysis };
	}
};

export const insightsOf = (state: RunState): Insights | null => state.analysis?.insights ?? null;
