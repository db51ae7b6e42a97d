import { notifications } from "@mantine/notifications";
import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Status } from "../../../../backend/contract/system.js";
import { isDesktop } from "../../app/client.js";
import { keys } from "../../app/queries.js";
import { CopyButton } from "../../ui/copy-button.js";
import { failureOf } from "../../ui/failure.js";
import { format } from "../../ui/format.js";
import classes from "./first-run.module.css";
import { sendTestEvent, testCommand } from "./test-event.js";

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

const stored = (
	<>
		One event of the type “test_event” is in the store now. It is counted like any other. <Link to="/events">See it in Events</Link>
	</>
);

/** In a browser one click sends it, as the shop would. */
const SendButton = () => {
	const queries = useQueryClient();
	const send = useMutation({
		mutationFn: () => sendTestEvent(window.location.origin),
		onSuccess: () => {
			notifications.show({ title: "The test event was stored", message: stored, autoClose: 12_000 });
			return queries.invalidateQueries({ queryKey: keys.status });
		},
	});
	return (
		<>
			{send.error && <span className={classes.failed}>{failureOf(send.error).message}</span>}
			<button
				type="button"
				onClick={() => send.mutate()}
				disabled={send.isPending}
				title="Posts one event of the type test_event to /api/ingest. It stays in the store and is counted like any other; Events shows it."
			>
				Send a test event
			</button>
		</>
	);
};

/** Three facts of the server, and one event to prove the way. The desktop window may not call the network, so it gives the request to copy. */
export const IsItWorking = ({ status }: { status: Status }) => {
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
				{status.address && (isDesktop() ? <CopyButton text={testCommand(status.address)}>Copy a test request</CopyButton> : <SendButton />)}
			</span>
		</section>
	);
};
