import { Button, Popover, Switch } from "@mantine/core";
import { useState } from "react";
import type { DryRunResult, ReasonCount, RuleInfo } from "../../../../backend/contract/cleanup.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { Panel } from "../../ui/panel.js";
import classes from "./cleanup.module.css";
import { eventsWord } from "./words.js";

interface Props {
	readonly rules: readonly RuleInfo[];
	/** Null while the first dry run has not ended. */
	readonly found: DryRunResult | null;
	readonly stale: boolean;
	/** Analysts look; owners set. */
	readonly maySet: boolean;
	readonly onSwitch: (rule: RuleInfo, on: boolean) => void;
	readonly onLimits: (rule: RuleInfo) => void;
}

interface Line {
	readonly rule: RuleInfo;
	readonly reason: ReasonCount | undefined;
}

const csvColumns: readonly Column<Line>[] = [
	{ id: "rule", header: "Reason", value: ({ rule }) => rule.title },
	{ id: "on", header: "Use", value: ({ rule }) => (rule.on ? "on" : "off") },
	{ id: "threshold", header: "Threshold", value: ({ rule }) => rule.threshold },
	{ id: "found", header: "Events", value: ({ reason }) => reason?.found ?? null, unit: "count" },
	{ id: "fresh", header: "Not marked yet", value: ({ reason }) => reason?.fresh ?? null, unit: "count" },
	{ id: "example", header: "For example", value: ({ reason }) => reason?.examples[0]?.text ?? null },
];

const titleOf = (found: DryRunResult | null): string => (found ? `${eventsWord(found.fresh)} would be marked` : "What would be marked");

const scopeOf = ({ fresh, events, marked, since }: DryRunResult): string => {
	const share = events === 0 ? "" : `${format.percent(fresh / events)} of `;
	const already = marked > 0 ? `; ${format.count(marked)} are marked already` : "";
	return `${share}${format.count(events)}${since === null ? "" : " in these days"}${already}; an event can have several reasons`;
};

/** Every rule with its switch, its limits, what it finds, and whom. */
export const RulesPanel = ({ rules, found, stale, maySet, onSwitch, onLimits }: Props) => {
	const lines = rules
		.map((rule): Line => ({ rule, reason: found?.reasons.find((one) => one.rule === rule.rule) }))
		.sort((a, b) => Number(b.rule.on) - Number(a.rule.on) || (b.reason?.found ?? 0) - (a.reason?.found ?? 0));
	const most = Math.max(1, ...lines.map(({ reason }) => reason?.found ?? 0));
	return (
		<Panel
			title={titleOf(found)}
			scope={found && scopeOf(found)}
			stale={stale}
			csv={{ columns: csvColumns, rows: lines, file: ["noise"] }}
			className={classes.rules ?? ""}
		>
			<table className={classes.table} aria-label="Noise rules">
				<thead>
					<tr>
						<th scope="col">Use</th>
						<th scope="col">Reason</th>
						<th scope="col">Threshold</th>
						<th scope="col" data-number>
							Events
						</th>
						<th scope="col" data-wide>
							<span className="hidden-visually">Share of the largest</span>
						</th>
						<th scope="col">For example</th>
					</tr>
				</thead>
				<tbody>
					{lines.map((line) => (
						<RuleLine key={line.rule.rule} {...line} most={most} known={found !== null} {...{ maySet, onSwitch, onLimits }} />
					))}
				</tbody>
			</table>
		</Panel>
	);
};

interface LineProps extends Line, Pick<Props, "maySet" | "onSwitch" | "onLimits"> {
	readonly most: number;
	readonly known: boolean;
}

const RuleLine = ({ rule, reason, most, known, maySet, onSwitch, onLimits }: LineProps) => {
	const settable = maySet && rule.limits.length + rule.lists.length > 0;
	return (
		<tr data-off={!rule.on || undefined}>
			<td>
				<Switch
					checked={rule.on}
					disabled={!maySet}
					aria-label={`Use: ${rule.title}`}
					onChange={(event) => onSwitch(rule, event.currentTarget.checked)}
				/>
			</td>
			<th scope="row" title={rule.about}>
				{rule.title}
			</th>
			<td>
				{settable ? (
					<LinkButton aria-label={`Set ${rule.title}: ${rule.threshold}`} onClick={() => onLimits(rule)}>
						{rule.threshold}
					</LinkButton>
				) : (
					rule.threshold
				)}
			</td>
			<td data-number className="num">
				{rule.on && reason ? format.count(reason.found) : "–"}
			</td>
			<td data-wide>
				<span className={classes.bar} aria-hidden>
					<i style={{ width: `${((reason?.found ?? 0) / most) * 100}%` }} />
				</span>
			</td>
			<td>
				<Example rule={rule} reason={reason} known={known} />
			</td>
		</tr>
	);
};

const Example = ({ rule, reason, known }: { rule: RuleInfo; reason: ReasonCount | undefined; known: boolean }) => {
	const [open, setOpen] = useState(false);
	if (!rule.on) return <span className={classes.quiet}>off</span>;
	if (!reason) return <span className={classes.quiet}>{known ? "not judged yet" : ""}</span>;
	const [first] = reason.examples;
	if (!first) return <span className={classes.quiet}>none found</span>;
	return (
		<span className={classes.example}>
			<span className={classes.exampleText} title={first.text}>
				{first.text}
			</span>
			<Popover opened={open} onChange={setOpen} position="bottom-end" offset={4} trapFocus returnFocus withRoles>
				<Popover.Target>
					<LinkButton aria-label={`Show examples: ${rule.title}`} onClick={() => setOpen(!open)}>
						Show
					</LinkButton>
				</Popover.Target>
				<Popover.Dropdown aria-label={`Examples: ${rule.title}`}>
					<div className={classes.examples}>
						<p>{rule.about}</p>
						<ul>
							{reason.examples.map(({ text, events, seq }) => (
								<li key={seq}>
									<span>{text}</span>
									<span className="num">{eventsWord(events)}</span>
								</li>
							))}
						</ul>
						<Button variant="default" onClick={() => setOpen(false)}>
							Close
						</Button>
					</div>
				</Popover.Dropdown>
			</Popover>
		</span>
	);
};
