import { Button } from "@mantine/core";
import { IconBraces, IconRefresh } from "@tabler/icons-react";
import { useMemo } from "react";
import type { Analysis } from "../../../../backend/contract/analysis.js";
import { type Command, useCommands } from "../../app/commands.js";
import { useSearchState } from "../../app/search.js";
import { useNarrow } from "../../app/use-narrow.js";
import { ViewTitle } from "../../app/view-title.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { Empty, ErrorPanel, PartialLine, Skeleton } from "../../ui/states.js";
import { Beside } from "./beside.js";
import { Effort } from "./effort.js";
import { InsightsText } from "./insights-text.js";
import { NoneYet } from "./none-yet.js";
import { WhyRules } from "./notes.js";
import { insightsSearch } from "./search.js";
import { useShownAnalysis } from "./use-text.js";
import { useWrite, type Writing } from "./use-write.js";
import { progressWords } from "./words.js";

const scopeOf = ({ parameters, analysis_metadata: about }: Analysis): string => {
	const { start_date: start, end_date: end } = about?.data_period ?? { start_date: null, end_date: null };
	const days = start === null || end === null ? "No events" : format.dateRange(Date.parse(start), Date.parse(end), "UTC");
	return `${days}, noise ${parameters.noise === "hide" ? "hidden" : "counted"}`;
};

const Progress = ({ writing: { progress, cancel } }: { writing: Writing }) =>
	progress && (
		<PartialLine
			title={progressWords(progress.step, progress.section, progress.characters)}
			done={Math.min(0.95, progress.characters / 6_000)}
			onCancel={cancel}
			cancelLabel="Cancel, keep the former text"
		>
			It is shown once it is checked.
		</PartialLine>
	);

const Content = ({ analysis, onWrite }: { analysis: Analysis; onWrite: () => void }) => {
	const [{ fact, beside }, set] = useSearchState(insightsSearch);
	const output = analysis.openrouter_output;
	if (!output) {
		return (
			<Empty title="This analysis has no text yet" action={<Button onClick={onWrite}>Write it now</Button>}>
				It was saved without one. Its numbers are all there.
			</Empty>
		);
	}
	return (
		<>
			<WhyRules output={output} onRefused={() => set({ beside: "refused" })} />
			<InsightsText
				output={output}
				analysis={analysis._id}
				scope={scopeOf(analysis)}
				marked={fact}
				onFact={(id) => set({ fact: id }, { replace: true })}
			/>
			<Beside output={output} open={beside} onClose={() => set({ beside: undefined })} />
		</>
	);
};

/** What an analysis means, in sentences whose numbers can all be opened. */
export const InsightsView = () => {
	const [{ analysis: named }, set] = useSearchState(insightsSearch);
	const { id, analysis, none, error, retry } = useShownAnalysis(named);
	const writing = useWrite(id);
	const { start } = writing;
	const { data } = analysis;
	const narrow = useNarrow();
	useCommands(
		useMemo(
			(): readonly Command[] =>
				id === undefined ? [] : [{ id: "write-insights", group: "Do", title: "Write insights again", icon: IconRefresh, run: start }],
			[id, start],
		),
	);
	return (
		<Page>
			<ViewTitle note={data?.openrouter_output && !narrow && <Effort output={data.openrouter_output} />}>
				<Button
					variant="default"
					leftSection={<IconBraces size={15} stroke={1.6} aria-hidden />}
					disabled={!data?.openrouter_output}
					onClick={() => set({ beside: "raw" })}
				>
					Raw JSON
				</Button>
				<Button
					leftSection={<IconRefresh size={15} stroke={1.7} aria-hidden />}
					disabled={id === undefined || writing.progress !== null}
					onClick={start}
				>
					Write again
				</Button>
			</ViewTitle>
			<Progress writing={writing} />
			{Boolean(writing.error) && <ErrorPanel what="The text was not written." error={writing.error} />}
			{error && <ErrorPanel what="The analysis was not opened." error={error} retry={retry} />}
			{none && <NoneYet newest={none.newest} />}
			{data && <Content analysis={data} onWrite={start} />}
			{!data && !error && !none && <Skeleton shape="lines" rows={10} />}
		</Page>
	);
};
