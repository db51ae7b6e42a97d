import { Link, useNavigate } from "@tanstack/react-router";
import { beforeFacts, engineFacts, type OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { WhyRules } from "./notes.js";
import { ProductsPanel, SummaryPanel } from "./panels.js";
import { useNames } from "./use-text.js";

interface Props {
	readonly output: OpenrouterOutput;
	readonly analysis: string;
	/** Opens a number by its path. */
	readonly onNumber: (path: string) => void;
}

const useOpening = ({ output, onNumber }: Props) => {
	const names = useNames(output);
	const navigate = useNavigate();
	const onFact = (id: string): void => {
		const metric = names.facts.get(id)?.metric ?? "";
		if (metric.startsWith(engineFacts)) void navigate({ to: "/recommendations" });
		else onNumber(metric.startsWith(beforeFacts) ? metric.slice(beforeFacts.length) : metric);
	};
	return { output, names, marked: undefined, onFact };
};

/** The summary, for other views; the whole stands in Insights. */
export const InsightsSummary = (props: Props) => {
	const opening = useOpening(props);
	return (
		<>
			<WhyRules output={props.output} onRefused={() => undefined} />
			<SummaryPanel scope="of this analysis" {...opening} />
			<Link to="/insights" search={{ analysis: props.analysis } as never}>
				Read the whole text in Insights
			</Link>
		</>
	);
};

/** The products put forward, for other views. */
export const InsightsProducts = (props: Props) => <ProductsPanel {...useOpening(props)} />;
