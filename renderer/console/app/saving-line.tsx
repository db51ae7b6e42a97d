import { PartialLine } from "../ui/states.js";
import type { Saving } from "./use-save-analysis.js";

/** How far an analysis is that is run to be saved; nothing while none is. */
export const SavingLine = ({ saving: { state, cancel } }: { saving: Saving }) => {
	if (!state) return null;
	const { done, total, writing } = state;
	if (writing) {
		return (
			<PartialLine title="All numbers are there; the text is being written." done={1} onCancel={cancel} cancelLabel="Cancel, keep nothing">
				The analysis is saved with it.
			</PartialLine>
		);
	}
	return (
		<PartialLine
			title={`Analysing: ${done} of ${total || "…"} metrics.`}
			done={total ? done / total : 0}
			onCancel={cancel}
			cancelLabel="Cancel, keep nothing"
		>
			It is saved once all are there.
		</PartialLine>
	);
};
