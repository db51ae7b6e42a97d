import { IconAlertTriangle, IconBulb, IconClock, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, useMemo } from "react";
import type { Finding } from "../../../../backend/contract/analysis.js";
import { insightsOf, type Sections } from "../../app/analysis-run.js";
import { oddDays } from "../../app/period.js";
import type { Filter } from "../../app/use-filter.js";
import { FactChip } from "../../ui/fact-chip.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, Skeleton } from "../../ui/states.js";
import { withNumbers } from "./findings-text.js";
import { factIds, factText, titleOf } from "./number-path.js";
import classes from "./overview.module.css";
import type { Numbers } from "./use-numbers.js";

const marks = {
	alert: { Icon: IconAlertTriangle, name: "Alert" },
	finding: { Icon: IconInfoCircle, name: "Finding" },
	recommendation: { Icon: IconBulb, name: "Recommendation" },
} as const;

const order = ["alert", "finding", "recommendation"] as const;

const Sentence = ({ text }: { text: string }) =>
	withNumbers(text).map((part, index) => {
		const key = `${index} ${part}`;
		return index % 2 === 1 ? <b key={key}>{part}</b> : <Fragment key={key}>{part}</Fragment>;
	});

/** A finding may rest on many numbers, such as every day of the period; these stand for them. */
const mostChips = 3;

interface Opening {
	/** Path of the number that is open. */
	readonly open: string | undefined;
	readonly onNumber: (path: string) => void;
}

interface RowProps extends Opening {
	readonly finding: Finding;
	readonly ids: ReadonlyMap<string, string>;
	readonly sections: Sections;
}

/** The numbers behind a sentence: each opens where it lives. */
const Facts = ({ finding: { facts }, ids, sections, open, onNumber }: RowProps) => (
	<div className={classes.facts}>
		{facts.slice(0, mostChips).map((fact) => (
			<FactChip
				key={fact.metric}
				id={ids.get(fact.metric) ?? ""}
				text={factText(fact, sections)}
				name={titleOf(fact.metric, sections)}
				on={fact.metric === open}
				onOpen={() => onNumber(fact.metric)}
			/>
		))}
		{facts.length > mostChips && <span className={classes.moreFacts}>and {format.count(facts.length - mostChips)} more of its kind</span>}
	</div>
);

const Row = (props: RowProps) => {
	const { finding } = props;
	const { Icon, name } = marks[finding.kind];
	return (
		<li className={classes.finding} data-kind={finding.kind}>
			<Icon size={16} stroke={1.6} aria-label={name} />
			<div>
				<p>
					<Sentence text={finding.text} />
				</p>
				<Facts {...props} />
			</div>
		</li>
	);
};

const sorted = (findings: readonly Finding[]): readonly Finding[] =>
	[...findings].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));

const ClockNote = ({ days, today }: { days: ReturnType<typeof oddDays>; today: string }) => (
	<>
		<IconClock size={14} stroke={1.6} aria-hidden />
		{days
			.slice(0, 2)
			.map(
				({ day, hours }) =>
					`${format.nearDate(Date.parse(day), Date.parse(today), "UTC")} had ${hours} hours: the clocks went ${hours > 24 ? "back" : "forward"}.`,
			)
			.join(" ")}
	</>
);

/** What the rules say, each sentence with the numbers it rests on. */
export const FindingsPanel = ({ numbers, filter, ...opening }: Opening & { readonly numbers: Numbers; readonly filter: Filter }) => {
	const insights = insightsOf(numbers);
	const findings = sorted(insights?.findings ?? []);
	const ids = factIds(findings);
	const odd = useMemo(() => oddDays(filter.range, filter.tz), [filter.range, filter.tz]);
	return (
		<Panel
			title="Findings"
			scope={insights ? `${findings.length}, from rules` : "from rules"}
			controls={<Link to="/insights">Open Insights</Link>}
			stale={numbers.stale}
			className={classes.findings ?? ""}
			foot={odd.length > 0 && <ClockNote days={odd} today={filter.known.today} />}
		>
			{insights ? (
				findings.length > 0 ? (
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
					<section className={classes.findingList} tabIndex={0} aria-label="Findings from rules">
						<ul>
							{findings.map((finding) => (
								<Row key={`${finding.rule} ${finding.text}`} finding={finding} ids={ids} sections={numbers.sections} {...opening} />
							))}
						</ul>
					</section>
				) : (
					<Empty title="No rule found anything to say">The numbers of this period cross none of the rules' limits.</Empty>
				)
			) : numbers.error || !numbers.reading ? (
				<Empty title="No findings">They are made once all numbers are there.</Empty>
			) : (
				<Skeleton shape="lines" rows={8} />
			)}
		</Panel>
	);
};

/** The same list without its frame, for the tab of insights. */
export const FindingsList = ({
	findings,
	sections,
	...opening
}: Opening & { readonly findings: readonly Finding[]; readonly sections: Sections }) => (
	<>
		<Tag>From rules</Tag>
		<ul className={classes.prose}>
			{sorted(findings).map((finding) => (
				<Row key={`${finding.rule} ${finding.text}`} finding={finding} ids={factIds(sorted(findings))} sections={sections} {...opening} />
			))}
		</ul>
	</>
);
