import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useStatus } from "../../app/queries.js";
import { SavingLine } from "../../app/saving-line.js";
import { useSearchState } from "../../app/search.js";
import { useFilter } from "../../app/use-filter.js";
import { useSaveAnalysis } from "../../app/use-save-analysis.js";
import { Empty } from "../../ui/states.js";
import { insightsSearch } from "./search.js";

interface Props {
	/** The newest analysis, which is of another period; null where there is none at all. */
	readonly newest: string | null;
}

/** No analysis of these days is saved: one is run from here, of the days that Overview shows, and opens once it has its text. */
export const NoneYet = ({ newest }: Props) => {
	const [, set] = useSearchState(insightsSearch);
	const { data: status } = useStatus();
	const filter = useFilter();
	const onSaved = useCallback((id: string) => set({ analysis: id }, { replace: true }), [set]);
	const saving = useSaveAnalysis(onSaved);
	if (status?.first_ts === null) {
		return (
			<Empty title="No events yet" action={<Link to="/import">Import a file</Link>}>
				Insights say in sentences what an analysis shows, and an analysis needs events.
			</Empty>
		);
	}
	return (
		<>
			<SavingLine saving={saving} />
			<Empty
				title={newest !== null && filter ? `No analysis of ${filter.label} yet` : "No analysis to write about yet"}
				action={
					<>
						<Button disabled={!filter || saving.state !== null} onClick={() => filter && saving.start(filter.params)}>
							{filter ? `Analyse ${filter.label}` : "Analyse"}
						</Button>
						{newest !== null && (
							<Button variant="default" onClick={() => set({ analysis: newest })}>
								Show the newest analysis
							</Button>
						)}
					</>
				}
			>
				Insights say in sentences what a saved analysis shows, each with the numbers it rests on. This one is kept in Analyses.
			</Empty>
		</>
	);
};
