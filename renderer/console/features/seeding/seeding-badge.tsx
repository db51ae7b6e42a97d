import { ProgressBadge } from "../../ui/progress.js";
import { useMaker, useMakerState } from "./use-maker.js";
import { shareOf } from "./words.js";

export const SeedingBadge = () => {
	const { work } = useMakerState(useMaker());
	if (work.state !== "making" && work.state !== "undoing") return null;
	return <ProgressBadge share={shareOf(work.progress)} doing={work.state === "making" ? "Making demo data" : "Undoing a run"} />;
};
