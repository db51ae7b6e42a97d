import type { OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { dollars, effortWords } from "./words.js";

/** Model, time, tokens and cost of a text that a model was asked for. */
export const Effort = ({ output }: { output: OpenrouterOutput }) => {
	const effort = effortWords(output);
	if (effort === null) return null;
	return (
		<span className="num">
			{effort} · <b>{`${output.usage?.cost_estimated ? "at most " : ""}${dollars(output.usage?.cost ?? 0)}`}</b>
		</span>
	);
};
