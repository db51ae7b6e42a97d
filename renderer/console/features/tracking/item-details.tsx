import { Link } from "@tanstack/react-router";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { useZone } from "../../app/use-zone.js";
import { CopyButton } from "../../ui/copy-button.js";
import { format, none } from "../../ui/format.js";
import { Facts } from "../../ui/kit.js";
import type { Heard } from "./feed-list.js";
import { sentLines } from "./sent-lines.js";
import classes from "./tracking.module.css";
import { sourceName } from "./words.js";

/** The server keeps no more of what it refused. */
const keptCharacters = 500;

interface Props {
	readonly item: Heard;
	readonly keys: readonly WriteKey[];
}

/** One event of the stream; of a rejected one where the fault is, what was found, and the fix. Nothing of it is ever read as markup. */
export const ItemDetails = ({ item, keys }: Props) => {
	const tz = useZone();
	const key = keys.find(({ key_id }) => key_id === item.key_id);
	return (
		<div className={classes.details}>
			{item.problem && <Fault problem={item.problem} />}
			{item.verdict === "duplicate" && <p>An event with this id came from this source before. It is counted once.</p>}
			<Facts
				items={[
					["Received", `${format.date(item.at, tz)}, ${format.timeSeconds(item.at, tz)} (${tz})`],
					["Source", sourceName(item.source)],
					["Write key", item.key_id === null ? "none, from this computer" : (key?.name ?? item.key_id)],
					...(item.problem
						? []
						: ([
								["Event id", <Text key="id" text={item.event_id} />],
								["Action", item.action ?? none],
								["Page", <Text key="page" text={item.page} />],
								["Visitor", <Text key="visitor" text={item.visitor} />],
							] as const)),
				]}
			/>
			{item.visitor !== null && (
				<Link to={"/events" as never} search={{ visitor: item.visitor } as never}>
					This visitor’s events
				</Link>
			)}
		</div>
	);
};

const Text = ({ text }: { text: string | null }) => (text === null ? none : <code className={classes.long}>{text}</code>);

const Fault = ({ problem: { path, message, fix, excerpt } }: { problem: NonNullable<Heard["problem"]> }) => (
	<>
		<div className={classes.fault}>
			<p>
				<code>{path || "whole event"}</code> {message}.
			</p>
			<p>
				<strong>Fix:</strong> {fix}
			</p>
		</div>
		<div className={classes.sentHead}>
			<h3>What was sent</h3>
			<CopyButton text={excerpt}>Copy event</CopyButton>
		</div>
		<Sent excerpt={excerpt} path={path} />
		{excerpt.length >= keptCharacters && <p className={classes.hint}>Only the first {keptCharacters} characters are kept.</p>}
	</>
);

const Sent = ({ excerpt, path }: { excerpt: string; path: string }) => {
	const numbered = sentLines(excerpt, path).map((line, index) => ({ ...line, number: index + 1 }));
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
		<section className={classes.sent} tabIndex={0} aria-label="What was sent">
			<ol>
				{numbered.map(({ number, text, faulty }) => (
					<li key={number} data-faulty={faulty || undefined}>
						{faulty ? (
							<mark>
								<span className="hidden-visually">Here: </span>
								{text}
							</mark>
						) : (
							text
						)}
					</li>
				))}
			</ol>
		</section>
	);
};
