import { hash } from "node:crypto";
import type { EventKey, Replica } from "../ports.js";
import type { FoundEvent } from "./documents.js";

export const keyOf = ({ event: { source, eventId } }: FoundEvent): EventKey => ({ source, eventId });

/** Differs when the event does. */
export const contentOf = ({ event, noise }: FoundEvent): string => hash("md5", JSON.stringify([event, noise]), "base64");

/** Marks noise in the replica as the database has it. */
const flagAs = async (replica: Replica, found: readonly FoundEvent[]): Promise<void> => {
	const alike = new Map<string, { reasons: readonly string[]; at: number; keys: EventKey[] }>();
	for (const one of found) {
		if (!one.noise) continue;
		const { reasons, at } = one.noise;
		const name = JSON.stringify([reasons, at]);
		const same = alike.get(name) ?? { reasons, at, keys: [] };
		same.keys.push(keyOf(one));
		alike.set(name, same);
	}
	for (const { keys, reasons, at } of alike.values()) await replica.flag(keys, reasons, at);
};

/** Events that the replica does not have yet. */
export const add = async (replica: Replica, found: readonly FoundEvent[]): Promise<void> => {
	await replica.append(found.map(({ event }) => event));
	await flagAs(
		replica,
		found.filter(({ noise }) => noise),
	);
};

/** Events that are new, or whose mark changed: what an edit by a console can be. Idempotent. */
export const follow = async (replica: Replica, found: readonly FoundEvent[]): Promise<void> => {
	// In the order of storing, which the replica numbers them by; an edit has a later number than that.
	const stored = found.toSorted((a, b) => a.seq - b.seq);
	await replica.append(stored.map(({ event }) => event));
	const edited = found.filter(({ seq, changed }) => changed !== seq);
	if (edited.length === 0) return;
	await replica.unflag(edited.map(keyOf));
	await flagAs(replica, edited);
};

/** Events as they are now, whatever the replica had under their keys; keys that are gone are gone there too. */
export const replace = async (replica: Replica, keys: readonly EventKey[], found: readonly FoundEvent[]): Promise<void> => {
	await replica.remove(keys);
	if (found.length > 0) await add(replica, found);
};
