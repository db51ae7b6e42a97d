import type { SeenIds } from "../backend/store/aggregate-port.js";
import { type Digest, digestOf } from "./digest.js";
import { openIdTable } from "./id-table.js";

/** Ids share the end of their time by this much, ms, so that it is a small number. */
const stepMs = 60_000;

const digestBytes = 16;
/** Digests of one text to keep: 1,024 characters in base64. */
const digestsOfText = 48;
/** Texts of before digests were kept are ids themselves: source, this, event id. */
const between = "\u001f";

/** Which messages of a partition were counted, as far back as they may come again. Time is the stream's own: what the messages say. */
export interface Seen {
	/** Remembers the id of a message received at `at`, epoch ms. False: it was counted before, and nothing changes. */
	take(id: Digest, at: number): boolean;
	/** Digests of the ids taken since this was asked last, all until the latest of their ends: one row to keep, and a longer memory harms nobody. */
	taken(): SeenIds[];
	learn(piece: SeenIds): void;
	/** Before this no id is needed any more, epoch ms. */
	newest(): number;
}

const ofText = (text: string, into: Digest): void => {
	const bytes = Buffer.from(text);
	digestOf(Buffer.concat([bytes, Buffer.alloc(digestBytes)]), bytes.length, into);
};

const textsOf = (digests: Int32Array, count: number): string[] => {
	const bytes = Buffer.alloc(count * digestBytes);
	for (let at = 0; at < count * 4; at++) bytes.writeInt32LE(digests[at] as number, at * 4);
	const texts: string[] = [];
	for (let at = 0; at < bytes.length; at += digestsOfText * digestBytes)
		texts.push(bytes.toString("base64", at, Math.min(bytes.length, at + digestsOfText * digestBytes)));
	return texts;
};

export const openSeen = (latenessMs: number, now: () => number): Seen => {
	const table = openIdTable();
	let fresh = new Int32Array(4 * 1_024);
	let count = 0;
	let freshUntil = 0;
	let newest = 0;
	/** What ends in this step or before is needed no more. */
	const ended = (): number => Math.max(0, Math.ceil(newest / stepMs) - 1);
	const note = (id: Digest): void => {
		if (count * 4 === fresh.length) {
			const more = new Int32Array(fresh.length * 2);
			more.set(fresh);
			fresh = more;
		}
		fresh.set(id, count * 4);
		count += 1;
	};
	return {
		take: (id, at) => {
			if (table.has(id, ended())) return false;
			newest = Math.max(newest, Math.min(at, now()));
			// Not from the message's own time: one that waited long before it was forwarded may come again as any other.
			const until = Math.ceil((newest + latenessMs) / stepMs);
			table.add(id, until, ended());
			note(id);
			freshUntil = Math.max(freshUntil, until * stepMs);
			return true;
		},
		taken: () => {
			const texts = textsOf(fresh, count);
			count = 0;
			return texts.length === 0 ? [] : [{ until: freshUntil, ids: texts }];
		},
		learn: ({ until, ids }) => {
			newest = Math.max(newest, until - latenessMs - stepMs);
			const id = new Int32Array(4);
			for (const text of ids) {
				if (text.includes(between)) {
					ofText(text, id);
					table.add(id, Math.ceil(until / stepMs), 0);
					continue;
				}
				const bytes = Buffer.from(text, "base64");
				for (let at = 0; at + digestBytes <= bytes.length; at += digestBytes) {
					for (let n = 0; n < 4; n++) id[n] = bytes.readInt32LE(at + n * 4);
					table.add(id, Math.ceil(until / stepMs), 0);
				}
			}
		},
		newest: () => newest,
	};
};
