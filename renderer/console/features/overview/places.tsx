import type { Filter } from "../../app/use-filter.js";
import { Panel } from "../../ui/panel.js";
import { Empty, Skeleton } from "../../ui/states.js";
import { FindingsList } from "./findings-panel.js";
import classes from "./overview.module.css";
import { insightsOf } from "./run.js";
import { ProductsPanel } from "./tables.js";
import type { Numbers } from "./use-numbers.js";

const Insights = ({ numbers }: { numbers: Numbers }) => {
	const insights = insightsOf(numbers);
	return (
		<div className={classes.two}>
			<Panel title="LLM insights" scope="not part of this version">
				<Empty title="No language model writes here yet">
					A later version lets a model of your choice write a summary, in which every number is that of a fact. Nothing is sent anywhere
					until you turn it on.
				</Empty>
			</Panel>
			<Panel title="What the rules say">
				{insights ? (
					insights.findings.length > 0 ? (
						<FindingsList findings={insights.findings} />
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

const Recommended = ({ numbers, filter }: { numbers: Numbers; filter: Filter }) => (
	<div className={classes.two}>
		<Panel title="Recommended products" scope="not part of this version">
			<Empty title="No recommendations yet">
				A later version shows what a visitor would be recommended, and which visits and orders say so. Until then: the products of this
				analysis.
			</Empty>
		</Panel>
		<ProductsPanel numbers={numbers} filter={filter} rows={20} />
	</div>
);

/** The places of what later versions add to an analysis, with what can be said today beside them. */
export const Places = ({ tab, numbers, filter }: { tab: "insights" | "products"; numbers: Numbers; filter: Filter }) =>
	tab === "insights" ? <Insights numbers={numbers} /> : <Recommended numbers={numbers} filter={filter} />;
