import type { Status } from "../../../backend/contract/system.js";
import { format } from "../ui/format.js";

/** An event in this many milliseconds before now means that they arrive. */
const lately = 10 * 60 * 1000;

interface Words {
	readonly state: "receiving" | "waiting" | "deaf";
	readonly title: string;
	readonly last: string;
	readonly address: string;
	readonly full: string;
}

export const count = (events: number): string => `${format.count(events)} ${events === 1 ? "event" : "events"}`;

const host = (address: string | null): string => (address === null ? "" : address.replace(/^https?:\/\//, ""));

/** The state of the foot in words, times in `zone`. Receiving: something arrived in the last ten minutes. */
export const since = (status: Status, zone: string): Words => {
	const address = host(status.address);
	if (status.address === null) {
		return { state: "deaf", title: "Not listening", last: "", address: "", full: status.listen_problem ?? "No server listens for events." };
	}
	if (status.store.problem !== null) {
		return { state: "deaf", title: "Store not up to date", last: "", address, full: status.store.problem };
	}
	const received = status.last_received_at;
	const fresh = received !== null && status.now - received < lately;
	const exact = received === null ? "No event received so far" : `Last event received ${format.dateTime(received, zone)} (${zone})`;
	return {
		state: fresh ? "receiving" : "waiting",
		title: fresh ? "Receiving" : received === null ? "Waiting for events" : "Waiting",
		last: received === null ? "" : format.ago(received, status.now, zone),
		address,
		full: `${exact}. Listening on ${address}.`,
	};
};
