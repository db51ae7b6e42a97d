import type { OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { useNarrow } from "../../app/use-narrow.js";
import { Effort } from "./effort.js";
import { FactsPanel } from "./facts-panel.js";
import classes from "./insights.module.css";
import { FindingsPanel, GroupPanel, LinesPanel, ProductsPanel, SummaryPanel } from "./panels.js";
import { useNames } from "./use-text.js";

interface Props {
	readonly output: OpenrouterOutput;
	readonly analysis: string;
	/** Period and what was hidden. */
	readonly scope: string;
	readonly marked: string | undefined;
	readonly onFact: (id: string) => void;
}

/** The whole text: prose and findings at the left, products and facts at the right. */
export const InsightsText = ({ output, analysis, scope, marked, onFact }: Props) => {
	const opening = { output, names: useNames(output), marked, onFact };
	const narrow = useNarrow();
	const { parsed } = output;
	const { traffic_insights: traffic, conversion_analysis: conversion } = parsed;
	return (
		<div className={classes.text}>
			<div className={classes.column}>
				{/* The title line has room for it only where the window is wide. */}
				<SummaryPanel scope={scope} foot={narrow && output.usage !== null && <Effort output={output} />} {...opening} />
				<FindingsPanel {...opening} />
				<LinesPanel section="risk_alerts" items={parsed.risk_alerts} alert {...opening} />
				<LinesPanel section="recommendations" items={parsed.recommendations} {...opening} />
				<LinesPanel section="decisions" items={parsed.decisions} {...opening} />
				<LinesPanel section="next_best_actions" items={parsed.next_best_actions} {...opening} />
				<LinesPanel section="recommendations_for_user" items={parsed.recommendations_for_user} {...opening} />
				<GroupPanel
					title="Traffic"
					parts={[
						["traffic_insights.peak_hours", traffic.peak_hours],
						["traffic_insights.user_behavior_patterns", traffic.user_behavior_patterns],
						["traffic_insights.popular_categories", traffic.popular_categories],
					]}
					{...opening}
				/>
				<GroupPanel
					title="Way to an order"
					parts={[
						["conversion_analysis.funnel_performance", conversion.funnel_performance],
						["conversion_analysis.drop_off_points", conversion.drop_off_points],
						["conversion_analysis.optimization_opportunities", conversion.optimization_opportunities],
					]}
					{...opening}
				/>
			</div>
			<div className={classes.column}>
				<ProductsPanel {...opening} />
				<FactsPanel facts={output.facts} analysis={analysis} marked={marked} />
			</div>
		</div>
	);
};
