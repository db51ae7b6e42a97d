import { IconCheck, IconCopy, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import type { Column } from "../../ui/column.js";
import { format, none } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import type { Heard, Verdict } from "./feed-list.js";
import { sentName } from "./sent-lines.js";
import classes from "./tracking.module.css";
import { sourceName } from "./words.js";

const verdicts = {
	accepted: { word: "Accepted", tone: "good", icon: IconCheck },
	rejected: { word: "Rejected", tone: "bad", icon: IconX },
	duplicate: { word: "Duplicate", tone: "neutral", icon: IconCopy },
} as const satisfies Record<Verdict, unknown>;

export const VerdictTag = ({ verdict }: { verdict: Verdict }) => {
	const { word, tone, icon } = verdicts[verdict];
	return (
		<Tag tone={tone} icon={icon}>
			{word}
		</Tag>
	);
};

/** Ids and names come in any length. */
const Clipped = ({ text, code = false }: { text: string | null; code?: boolean }): ReactNode => {
	if (text === null) return none;
	return (
		<span className={classes.clipped} title={text}>
			{code ? <code>{text}</code> : text}
		</span>
	);
};

/** What was refused has no name of ours: it is called what its sender called it. */
export const nameOf = ({ event_type, problem }: Heard): string | null => event_type ?? (problem && sentName(problem.excerpt));

export const reasonOf = ({ verdict, problem }: Heard): string | null => {
	if (verdict === "duplicate") return "sent again, as pages left early do; counted once";
	return (
		problem && (problem.path === "" || problem.message.startsWith(problem.path) ? problem.message : `${problem.path}: ${problem.message}`)
	);
};

/** In the order heard: a stream that sorted itself would jump. `sender` names the key by its id. */
export const streamColumns = (tz: string, keys: ReadonlyMap<string, WriteKey>): readonly Column<Heard>[] => {
	const sender = ({ source, key_id }: Heard): string => {
		const name = key_id === null ? undefined : keys.get(key_id)?.name;
		const by = sourceName(source);
		return name === undefined || name === by ? by : `${by}, ${name}`;
	};
	return [
		{
			id: "at",
			header: "Received",
			value: (item) => item.at,
			show: (item) => <span className="num">{format.timeSeconds(item.at, tz)}</span>,
			unsorted: true,
		},
		{
			id: "verdict",
			header: "Result",
			value: (item) => item.verdict,
			show: (item) => <VerdictTag verdict={item.verdict} />,
			unsorted: true,
		},
		{
			id: "event",
			header: "Event",
			value: nameOf,
			show: (item) => <Clipped text={nameOf(item)} code />,
			unsorted: true,
		},
		{ id: "sender", header: "Sent by", value: sender, show: (item) => <Clipped text={sender(item)} />, unsorted: true },
		{
			id: "visitor",
			header: "Visitor",
			value: (item) => item.visitor,
			show: (item) => <Clipped text={item.visitor} />,
			unsorted: true,
			wideOnly: true,
		},
		{
			id: "reason",
			header: "Reason",
			value: reasonOf,
			show: (item) => (
				<span className={classes.reason} data-tone={item.verdict === "rejected" ? "bad" : undefined}>
					{reasonOf(item)}
				</span>
			),
			elastic: true,
			unsorted: true,
		},
	];
};
