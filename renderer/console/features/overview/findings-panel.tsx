import { IconAlertTriangle, IconBulb, IconClock, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, useMemo } from "react";
import type { Finding } from "../../../../backend/contract/analysis.js";
import { oddDays } from "../../app/period.js";
import type { Filter } from "../../app/use-filter.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { Empty, Skeleton } from "../../ui/states.js";
import { withNumbers } from "./findings-text.js";
import classes from "./overview.module.css";
import { insightsOf } from "./run.js";
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

const factText = ({ metric, value, unit }: Finding["facts"][number]): string => {
	const shown = { count: format.count, ratio: format.percent, seconds: format.seconds, money: (v: number) => format.money(v, null) }[unit](
		value,
	);
	return `${metric} = ${shown}`;
};

/** The facts behind a sentence, as its tooltip and for who hears the page. */
const Facts = ({ finding }: { finding: Finding }) => (
	<span className="hidden-visually">Rests on {finding.facts.map(factText).join("; ")}.</span>
);

const Row = ({ finding }: { finding: Finding }) => {
	const { Icon, name } = marks[finding.kind];
	return (
		<li className={classes.finding} data-kind={finding.kind} title={finding.facts.map(factText).join("\n")}>
			<Icon size={16} stroke={1.6} aria-label={name} />
			<p>
				<Sentence text={finding.text} /> <Facts finding={finding} />
			</p>
		</li>
	);
};

const sorted = (findings: readonly Finding[]): readonly Finding[] =>
	[...findings].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));

const ClockNote = ({ days }: { days: ReturnType<typeof oddDays> }) => (
	<>
		<IconClock size={14} stroke={1.6} aria-hidden />
		{days
			.slice(0, 2)
			.map(
				({ day, hours }) =>
					`${format.dayMonth(Date.parse(day), "UTC")} had ${hours} hours: the clocks went ${hours > 24 ? "back" : "forward"}.`,
			)
			.join(" ")}
	</>
);

/** What the rules say, each sentence with the numbers it rests on. */
export const FindingsPanel = ({ numbers, filter, onOpen }: { numbers: Numbers; filter: Filter; onOpen: (() => void) | null }) => {
	const insights = insightsOf(numbers);
	const findings = sorted(insights?.findings ?? []);
	const odd = useMemo(() => oddDays(filter.range, filter.tz), [filter.range, filter.tz]);
	return (
		<Panel
			title="Findings"
			scope={insights ? `${findings.length}, from rules` : "from rules"}
			controls={
				onOpen ? (
					<button type="button" className={classes.open} onClick={onOpen}>
						All findings
					</button>
				) : (
					<Link to="/insights">Open Insights</Link>
				)
			}
			stale={numbers.stale}
			className={classes.findings ?? ""}
			foot={odd.length > 0 && <ClockNote days={odd} />}
		>
			{insights ? (
				findings.length > 0 ? (
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
					<section className={classes.findingList} tabIndex={0} aria-label="Findings from rules">
						<ul>
							{findings.map((finding) => (
								<Row key={`${finding.rule} ${finding.text}`} finding={finding} />
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

/** The same list without its frame, for the Summary. */
export const FindingsList = ({ findings }: { findings: readonly Finding[] }) => (
	<>
		<Tag>From rules</Tag>
		<ul className={classes.prose}>
			{sorted(findings).map((finding) => (
				<Row key={`${finding.rule} ${finding.text}`} finding={finding} />
			))}
		</ul>
	</>
);
