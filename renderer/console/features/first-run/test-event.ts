import { readErrorBody, toAppError } from "../../../../backend/client/failures.js";
import { ingestReply } from "../../../../backend/contract/events.js";

const event = { event_type: "test_event", page: "/test-event", client_id: "console-test", properties: { test: true } };

/** The same request for a shell, in quotes that both sh and cmd read. */
export const testCommand = (address: string): string =>
	`curl -X POST ${address}/api/ingest -H "content-type: application/json" -d "${JSON.stringify(event).replaceAll('"', '\\"')}"`;

/** Sends one event the way a shop does, by POST /api/ingest. Returns its id; an answer means that it is on disk. */
export const sendTestEvent = async (address: string | null): Promise<string> => {
	const reply = await fetch(`${address ?? ""}/api/ingest`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(event),
	}).catch((error: unknown) => {
		throw toAppError(error);
	});
	const body: unknown = await reply.json().catch(() => null);
	if (!reply.ok) throw toAppError(readErrorBody(body, reply.status) ?? new Error(`The server answered ${reply.status}.`));
	return ingestReply.parse(body).event_id;
};
