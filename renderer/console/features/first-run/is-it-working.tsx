import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Status } from "../../../../backend/contract/system.js";
import { isDesktop } from "../../app/client.js";
import { keys } from "../../app/queries.js";
import { failureOf } from "../../ui/failure.js";
import { format } from "../../ui/format.js";
import classes from "./first-run.module.css";
import { sendTestEvent } from "./test-event.js";

type State = "yes" | "no" | "open";
const marks = { yes: IconCircleCheck, no: IconAlertCircle, open: IconCircleDashed } as const;

const Check = ({ state, children }: { state: State; children: ReactNode }) => {
	const Mark = marks[state];
	return (
		<span className={classes.check} data-state={state}>
			<Mark size={15} stroke={1.6} aria-label={{ yes: "Yes:", no: "No:", open: "Not yet:" }[state]} />
			{children}
		</span>
	);
};

const host = (address: string): string => address.replace(/^https?:\/\//, "");

/** Three facts of the server, and one event to prove the way. */
export const IsItWorking = ({ status }: { status: Status }) => {
	const queries = useQueryClient();
	const send = useMutation({
		mutationFn: () => sendTestEvent(isDesktop() ? status.address : window.location.origin),
		onSuccess: () => queries.invalidateQueries({ queryKey: keys.status }),
	});
	const received = status.last_received_at;
	return (
		<section className={classes.working} aria-label="Is it working?">
			<strong>Is it working?</strong>
			{status.address ? (
				<Check state="yes">Listening on {host(status.address)}</Check>
			) : (
				<Check state="no">{status.listen_problem ?? "No server listens"}</Check>
			)}
			<Check state="yes">
				Store ready, {format.count(status.events)} {status.events === 1 ? "event" : "events"}
			</Check>
			<Check state={received === null ? "open" : "yes"}>{received === null ? "No event received so far" : "An event was received"}</Check>
			<span className={classes.test} aria-live="polite">
				{send.error && <span className={classes.failed}>{failureOf(send.error).message}</span>}
				{send.data ? (
					<>
						Stored as {send.data.slice(0, 8)}. <Link to="/events">See it in Events</Link>
					</>
				) : (
					<button
						type="button"
						onClick={() => send.mutate()}
						disabled={send.isPending || status.address === null}
						title="Posts one page view, marked as a test, to /api/ingest. It stays in the store and is counted like any other; it can be seen in Events."
					>
						Send a test event
					</button>
				)}
			</span>
		</section>
	);
};
