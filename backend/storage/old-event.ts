import { checkSize, decodePredecessor, Fault, normalise } from "../ingest/index.js";
import type { OldDocument, Refused, Taken } from "../store/predecessor-port.js";

/** Of events that name no source. */
export const oldSource = "predecessor";

/** Each document had a time of its own within one clean-up; copies take marks of one time together. */
const minute = 60_000;

const noisyAt = ({ storedAt, fields }: OldDocument, ts: number): number | null => {
	const flag = fields["flag"] as { readonly noisy?: unknown; readonly updated_at?: unknown } | null | undefined;
	if (typeof flag !== "object" || flag?.noisy !== true) return null;
	const { updated_at: at } = flag;
	const told = at instanceof Date && !Number.isNaN(at.getTime()) ? at.getTime() : (storedAt ?? ts);
	return told - (told % minute);
};

/** One way in for all events: decoded and normalised like those that are sent. Nothing is guessed; what cannot be read is refused. */
export const takenEvent = (document: OldDocument, now: number): Taken | Refused => {
	const { key, id, storedAt, fields } = document;
	try {
		const input = decodePredecessor(fields, id);
		checkSize(input, Number.MAX_SAFE_INTEGER);
		const event = normalise(input, { receivedAt: now, source: oldSource });
		// It was received when it was stored; what it says of its time is judged by today's clock.
		(event as { receivedAt: number }).receivedAt = Math.min(storedAt ?? event.ts, now);
		return { key, event, noisyAt: noisyAt(document, event.ts) };
	} catch (error) {
		if (!(error instanceof Fault)) throw error;
		return { key, path: error.path, reason: error.message };
	}
};
