import { ProgressBadge } from "../../ui/progress.js";
import { paceOf } from "./pace.js";
import { type ImportState, resultOf } from "./state.js";
import { useImporter, useImportState } from "./use-importer.js";

const shareOf = (state: ImportState): number | null =>
	state.step === "running" ? paceOf(state.readings, resultOf(state.check)?.rows ?? null).share : null;

export const ImportBadge = () => {
	const share = shareOf(useImportState(useImporter()));
	return share === null ? null : <ProgressBadge share={share} doing="Importing" />;
};
