import { IconAlertCircle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { FileInfo, ImportRecord } from "../../../../backend/contract/transfer.js";
import { format } from "../../ui/format.js";
import { Facts } from "../../ui/kit.js";
import { overviewOf } from "./links.js";
import { outcomeOf } from "./outcome.js";
import classes from "./run.module.css";
import { SaveRows } from "./save-rows.js";

/** What was written, in words and numbers, with the ways on from here. Takes the focus where the button that had it is gone. */
export const ResultPanel = ({ record, file, tz }: { record: ImportRecord; file: FileInfo; tz: string }) => {
	const outcome = outcomeOf(record);
	const Mark = outcome.tone === "good" ? IconCircleCheck : IconAlertCircle;
	const panel = useRef<HTMLElement>(null);
	useEffect(() => {
		if (document.activeElement === document.body) panel.current?.focus();
	}, []);
	return (
		<section className={classes.panel} aria-label="Result" ref={panel} tabIndex={-1}>
			<p className={classes.result} data-tone={outcome.tone} role="status">
				<Mark size={18} stroke={1.7} aria-hidden />
				<span>
					<strong>{outcome.title}</strong> {outcome.text}
				</span>
			</p>
			<div className={classes.resultFacts}>
				<Facts
					items={[
						["Rows read", format.count(record.rows)],
						["Added", format.count(record.inserted)],
						["Already here", format.count(record.duplicates)],
						["Left out", format.count(record.rejected)],
						["First event", format.dateTime(record.first_ts, tz)],
						["Last event", `${format.dateTime(record.last_ts, tz)} (${tz})`],
					]}
				/>
				{record.problems.length > 0 && (
					<ul className={classes.resultProblems} aria-label="Problems">
						{record.problems.map((problem) => (
							<li key={`${problem.code} ${problem.title}`}>
								{problem.rows > 0 && <b className="num">{format.count(problem.rows)} </b>}
								{problem.title}. {problem.message}
							</li>
						))}
					</ul>
				)}
			</div>
			<p className={classes.ways}>
				{record.first_ts !== null && (
					<>
						<Link to="/" search={overviewOf(record, tz) as never}>
							Overview of these days
						</Link>
						<Link to={"/events" as never} search={{ source: record.source } as never}>
							Show these events
						</Link>
					</>
				)}
				{record.mapping && <SaveRows file={file} mapping={record.mapping} count={record.rejected} />}
			</p>
		</section>
	);
};
