import { SegmentedControl } from "@mantine/core";
import { IconAlertCircle, IconAntennaBarsOff, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Status } from "../../../../backend/contract/system.js";
import { useStatus } from "../../app/queries.js";
import { ViewTitle } from "../../app/view-title.js";
import { CodeBlock } from "../../ui/code-block.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { localZone } from "../../ui/local-zone.js";
import { Panel } from "../../ui/panel.js";
import { ErrorPanel, Note, Skeleton } from "../../ui/states.js";
import classes from "./later.module.css";
import { LatestRejects } from "./latest-rejects.js";
import { batchExample, curlExample, pageExample } from "./snippet.js";

/** What is true now: where to send events, what arrived last, and what was refused. Write keys and the stream come with a later version. */
export const TrackingView = () => {
	const { data: status, error, refetch } = useStatus();
	return (
		<Page>
			<ViewTitle />
			{error && !status && <ErrorPanel what="The state of the server was not read." error={error} retry={() => void refetch()} />}
			{!status && !error && <Skeleton shape="lines" rows={6} />}
			{status && (
				<>
					<Cards status={status} />
					<div className={classes.columns}>
						<LatestRejects />
						<Connect status={status} />
					</div>
					<Note>Write keys for pages on other addresses, and the stream of what arrives, come with a later version.</Note>
				</>
			)}
		</Page>
	);
};

const Cards = ({ status }: { status: Status }) => {
	const zone = localZone();
	const last = status.last_received_at;
	return (
		<div className={classes.cards}>
			<Card title="Listening" tone={status.address ? "good" : "bad"} value={status.address?.replace(/^https?:\/\//, "") ?? "not listening"}>
				{status.address ? "accepts events from this computer" : status.listen_problem}
			</Card>
			<Card
				title="Last received"
				tone={last === null ? "none" : "good"}
				value={last === null ? "nothing so far" : format.ago(last, status.now, zone)}
			>
				{last === null ? "waiting for the first event" : format.dateTime(last, zone)}
			</Card>
			<Card
				title="Stored"
				tone={status.events > 0 ? "good" : "none"}
				value={`${format.count(status.events)} ${status.events === 1 ? "event" : "events"}`}
			>
				<Link to={"/events" as never}>Show the newest</Link>
			</Card>
			<Card title="Not taken" tone={status.rejected > 0 ? "bad" : "good"} value={format.count(status.rejected)}>
				{status.rejected > 0 ? (
					<Link to={"/events" as never} search={{ tab: "rejected" } as never}>
						Show them with their fixes
					</Link>
				) : (
					"every event was taken"
				)}
			</Card>
		</div>
	);
};

const marks = { good: IconCircleCheck, bad: IconAlertCircle, none: IconCircleDashed } as const;

interface CardProps {
	readonly title: string;
	readonly tone: keyof typeof marks;
	readonly value: string;
	readonly children: ReactNode;
}

const Card = ({ title, tone, value, children }: CardProps) => {
	const Mark = marks[tone];
	return (
		<div className={classes.card}>
			<h2>
				{title}
				<Mark size={16} stroke={1.6} data-tone={tone} aria-hidden />
			</h2>
			<strong className="num">{value}</strong>
			<small className="num">{children}</small>
		</div>
	);
};

const examples = [
	{ value: "one", label: "One event", text: curlExample },
	{ value: "batch", label: "A batch", text: batchExample },
	{ value: "page", label: "From a page", text: pageExample },
] as const;

const Connect = ({ status }: { status: Status }) => {
	const [kind, setKind] = useState<string>("one");
	const example = examples.find(({ value }) => value === kind) ?? examples[0];
	if (status.address === null)
		return (
			<Panel title="Connect your shop">
				<Note tone="warning">
					<IconAntennaBarsOff size={16} stroke={1.6} aria-hidden /> {status.listen_problem ?? "No server listens for events."}
				</Note>
			</Panel>
		);
	return (
		<Panel
			title="Connect your shop"
			controls={
				<SegmentedControl
					size="xs"
					aria-label="Example"
					data={examples.map(({ value, label }) => ({ value, label }))}
					value={kind}
					onChange={setKind}
				/>
			}
		>
			<CodeBlock label="Example to copy" text={example.text(status.address)} />
			<p className={classes.hint}>
				{kind === "page"
					? "For a page that this server serves itself; other pages need a write key, which a later version brings."
					: "Run it in a terminal of this computer. An event_id that was sent before is counted once, however often it is sent."}
			</p>
			<p className={classes.hint}>
				Every field is described at{" "}
				<a href={`${status.address}/docs`} target="_blank" rel="noreferrer">
					{status.address}/docs
				</a>
				.
			</p>
		</Panel>
	);
};
