import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { beforeFacts, engineFacts, type InsightFact } from "../../../../backend/contract/insight-text.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import classes from "./insights.module.css";

interface Props {
	readonly facts: readonly InsightFact[];
	readonly analysis: string;
	readonly marked: string | undefined;
}

interface RowProps {
	readonly fact: InsightFact;
	/** The same number of the period before; undefined where the table has no column for it. */
	readonly before: InsightFact | null | undefined;
	readonly analysis: string;
	readonly on: boolean;
}

const Row = ({ fact, before, analysis, on }: RowProps) => {
	const row = useRef<HTMLTableRowElement>(null);
	useEffect(() => {
		if (on) row.current?.scrollIntoView({ block: "nearest" });
	}, [on]);
	return (
		<tr ref={row} data-on={on || undefined} aria-current={on || undefined}>
			<td>
				{fact.metric.startsWith(engineFacts) ? (
					<Link to="/recommendations" title="Open Recommendations, where this is counted">
						{fact.id}
					</Link>
				) : (
					<Link to="/" search={{ analysis, number: fact.metric } as never} title="Open this number in Overview">
						{fact.id}
					</Link>
				)}
			</td>
			<td title={fact.name === null ? fact.label : `${fact.label}: “${fact.name}”`}>
				{fact.label}
				{fact.name !== null && <span className={classes.factName}> “{fact.name}”</span>}
			</td>
			<td className="num">{fact.text}</td>
			{before !== undefined && (
				<td className={`num ${classes.factBefore}`} title={before ? `${before.id}: ${before.label}` : undefined}>
					{before?.text}
				</td>
			)}
		</tr>
	);
};

/** Every number there was to write about. An id opens its number where it lives. */
export const FactsPanel = ({ facts, analysis, marked }: Props) => {
	const byId = new Map(facts.map((fact) => [fact.id, fact]));
	const compares = facts.some(({ before }) => before !== undefined);
	const beforeOf = ({ before }: InsightFact) => (compares ? (byId.get(before ?? "") ?? null) : undefined);
	const own = facts.filter(({ metric }) => !metric.startsWith(beforeFacts));
	return (
		<Panel title="Facts" scope="all the model is given" controls={<span className={classes.factCount}>{format.count(own.length)}</span>}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
			<section className={classes.factList} tabIndex={0} aria-label="Facts">
				<table className={classes.facts}>
					<thead>
						<tr>
							<th scope="col">Id</th>
							<th scope="col">Fact</th>
							<th scope="col">{compares ? "Now" : "Value"}</th>
							{compares && <th scope="col">Before</th>}
						</tr>
					</thead>
					<tbody>
						{own.map((fact) => (
							<Row
								key={fact.id}
								fact={fact}
								before={beforeOf(fact)}
								analysis={analysis}
								on={marked !== undefined && (fact.id === marked || fact.before === marked)}
							/>
						))}
					</tbody>
				</table>
			</section>
		</Panel>
	);
};
