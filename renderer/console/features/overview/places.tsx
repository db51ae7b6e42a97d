import { insightsOf } from "../../app/analysis-run.js";
import type { Filter } from "../../app/use-filter.js";
import { Panel } from "../../ui/panel.js";
import { Empty, Skeleton } from "../../ui/states.js";
import { InsightsProducts, InsightsSummary } from "../insights/insights.js";
import { FindingsList } from "./findings-panel.js";
import classes from "./overview.module.css";
import { ProductsPanel } from "./tables.js";
import type { Numbers } from "./use-numbers.js";

interface Props {
	readonly tab: "insights" | "products";
	readonly numbers: Numbers;
	readonly filter: Filter;
	readonly open: string | undefined;
	readonly onNumber: (path: string) => void;
}

/** Text belongs to an analysis that is saved: numbers that are read while one looks have none. */
const NotWritten = ({ numbers }: { numbers: Numbers }) =>
	numbers.reading ? (
		<Skeleton shape="lines" />
	) : (
		<Empty title="No text yet">
			Run analysis saves these numbers and writes about them: a language model where there is a key, else rules.
		</Empty>
	);

const Insights = ({ numbers, open, onNumber }: Omit<Props, "tab" | "filter">) => {
	const insights = insightsOf(numbers);
	const output = numbers.analysis?.openrouter_output;
	return (
		<div className={classes.two}>
			{numbers.analysis && output ? (
				<div className={classes.stack}>
					<InsightsSummary output={output} analysis={numbers.analysis._id} onNumber={onNumber} />
				</div>
			) : (
				<Panel title="LLM insights">
					<NotWritten numbers={numbers} />
				</Panel>
			)}
			<Panel title="What the rules say">
				{insights ? (
					insights.findings.length > 0 ? (
						<FindingsList findings={insights.findings} sections={numbers.sections} open={open} onNumber={onNumber} />
					) : (
						<Empty title="No rule found anything to say" />
					)
				) : (
					<Skeleton shape="lines" />
				)}
			</Panel>
		</div>
	);
};

const Recommended = ({ numbers, filter, onNumber }: { numbers: Numbers; filter: Filter; onNumber: Props["onNumber"] }) => {
	const output = numbers.analysis?.openrouter_output;
	return (
		<div className={classes.two}>
			{numbers.analysis && output ? (
				<InsightsProducts output={output} analysis={numbers.analysis._id} onNumber={onNumber} />
			) : (
				<Panel title="Recommended products">
					<NotWritten numbers={numbers} />
				</Panel>
			)}
			<ProductsPanel numbers={numbers} filter={filter} rows={20} />
		</div>
	);
};

/** What is written about an analysis, with the rules' sentences and the counted products beside it. */
export const Places = ({ tab, numbers, filter, ...opening }: Props) =>
	tab === "insights" ? (
		<Insights numbers={numbers} {...opening} />
	) : (
		<Recommended numbers={numbers} filter={filter} onNumber={opening.onNumber} />
	);
