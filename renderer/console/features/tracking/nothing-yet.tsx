import { useStatus } from "../../app/queries.js";
import { CodeBlock } from "../../ui/code-block.js";
import { Empty } from "../../ui/states.js";
import { Check } from "./check.js";
import { proofCommand } from "./snippets.js";
import classes from "./tracking.module.css";

/** Nothing came since the server started: what proves that it listens. */
export const NothingYet = () => {
	const status = useStatus().data;
	if (!status) return null;
	if (status.address === null)
		return (
			<Empty title="Nothing can arrive: no server listens">
				{status.listen_problem ?? "It was not told to listen."} Choose another port in Settings.
			</Empty>
		);
	return (
		<Empty
			title="Nothing was received since the server started"
			action={
				<div className={classes.proof}>
					<Check state="yes">Listening on {status.address.replace(/^https?:\/\//, "")}</Check>
					<p>Run this on this computer; the event must appear here within two seconds. It is counted like any other.</p>
					<CodeBlock label="Command that sends one event" text={proofCommand(status.address)} />
				</div>
			}
		/>
	);
};
