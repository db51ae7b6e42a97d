import { ProgressBadge } from "../../ui/progress.js";
import { useChange, useChanger } from "./use-changer.js";
import { changing } from "./words.js";

export const CleanupBadge = () => {
	const now = useChange(useChanger());
	return now.state === "changing" ? <ProgressBadge share={now.progress?.share ?? 0} doing={changing(now.change)} /> : null;
};
