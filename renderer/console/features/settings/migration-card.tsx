import { Button } from "@mantine/core";
import { useState } from "react";
import type { MigrationState } from "../../../../backend/contract/migration.js";
import { useZone } from "../../app/use-zone.js";
import { Dialog } from "../../ui/dialog.js";
import { format } from "../../ui/format.js";
import { ProgressBar } from "../../ui/progress.js";
import { ErrorPanel } from "../../ui/states.js";
import own from "./migration.module.css";
import { type MigrationRun, useMigrationRun, useMigrationState } from "./migration-queries.js";
import { Aside, MigrationOutcome } from "./migration-result.js";
import { type Found, fates, isToDo, isWorthTelling, stepWords } from "./migration-words.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

const FoundList = ({ found }: { readonly found: Found }) => (
	<table className={own.found}>
		<thead>
			<tr>
				<th scope="col">Found</th>
				<th scope="col">What</th>
				<th scope="col">What becomes of it</th>
			</tr>
		</thead>
		<tbody>
			{fates
				.filter(([kind]) => found[kind] > 0)
				.map(([kind, name, fate]) => (
					<tr key={kind}>
						<td className="num">{format.count(found[kind])}</td>
						<th scope="row">{name}</th>
						<td>{fate}</td>
					</tr>
				))}
		</tbody>
	</table>
);

interface ConfirmProps {
	readonly state: MigrationState & { readonly found: Found };
	readonly run: MigrationRun;
	readonly onClose: () => void;
}

const Confirm = ({ state: { found, backups }, run, onClose }: ConfirmProps) => (
	<Dialog
		title="Take over the Python system's data?"
		size={520}
		onClose={onClose}
		buttons={
			<>
				<Button variant="default" onClick={onClose} data-autofocus>
					Not now
				</Button>
				<Button
					onClick={() => {
						run.start(found.events);
						onClose();
					}}
				>
					Take over {format.count(found.events)} events
				</Button>
			</>
		}
	>
		<p>
			Stop the Python system first: what it writes later is told of here again. Its documents change their form in this database, so it
			cannot read them afterwards. Events go on being taken meanwhile.
		</p>
		<p>All is copied before, and the copy is proven, to:</p>
		<ul className={own.backups}>
			{backups
				.filter(({ kind }) => found[kind as keyof Found] > 0)
				.map(({ collection }) => (
					<li key={collection}>
						<code>{collection}</code>
					</li>
				))}
		</ul>
	</Dialog>
);

const Controls = ({ state, run }: { readonly state: MigrationState & { readonly found: Found }; readonly run: MigrationRun }) => {
	const [asking, setAsking] = useState(false);
	const { progress } = run;
	if (progress) {
		const words = stepWords(progress);
		return (
			<>
				<ProgressBar share={progress.total === 0 ? 0 : progress.done / progress.total} label={words}>
					<span className="num">
						{words}, {format.count(progress.done)} of {format.count(progress.total)}
					</span>
				</ProgressBar>
				<Button mt={8} variant="default" onClick={run.stop}>
					Stop
				</Button>
			</>
		);
	}
	const interrupted = state.state === "interrupted";
	return (
		<>
			<div className={classes.secret}>
				<Button variant="default" onClick={run.check}>
					Check
				</Button>
				<Button onClick={() => setAsking(true)} disabled={state.state === "running"}>
					{interrupted ? "Go on …" : "Take over …"}
				</Button>
			</div>
			{state.state === "running" && <p className={classes.quiet}>It runs already, for another page or command.</p>}
			{interrupted && <p className={classes.quiet}>It was interrupted. What was taken over stays, the rest is as it was.</p>}
			{asking && <Confirm state={state} run={run} onClose={() => setAsking(false)} />}
		</>
	);
};

const Former = ({ state }: { readonly state: MigrationState }) => {
	const tz = useZone();
	if (state.finished_at === null) return null;
	return (
		<>
			<p className={classes.quiet}>Taken over {format.dateTime(state.finished_at, tz)}.</p>
			<Aside groups={state.aside} dry={false} />
		</>
	);
};

/** What a predecessor left in the database, what becomes of it, and doing that. Shown where there is something to tell. For owners. */
export const MigrationCard = () => {
	const { data: state } = useMigrationState();
	const run = useMigrationRun();
	if (!state?.found || !(isWorthTelling(state) || run.progress || run.result)) return null;
	const { found } = state;
	const left = isToDo(found);
	return (
		<Card label="Data of the Python system">
			<Row
				title="Data of the Python system"
				about={
					left
						? "It is in this database and in no figure of the console. Taken over, it counts like all other data."
						: "It was taken over, and counts like all other data."
				}
			>
				{left && <FoundList found={found} />}
				{!run.result && state.state === "done" && <Former state={state} />}
				{run.result && <MigrationOutcome result={run.result} />}
				{Boolean(run.error) && <ErrorPanel what="The data was not taken over." error={run.error} />}
			</Row>
			{(left || run.progress) && (
				<Row
					title="Take over"
					about="Check reads all and writes nothing. Taking over can be stopped at any time, and goes on where it was."
				>
					<Controls state={{ ...state, found }} run={run} />
				</Row>
			)}
		</Card>
	);
};
