import { AppError } from "../contract/errors.js";
import type { MoveProgress, MoveResult } from "../contract/storage.js";
import { type Depot, type HeldRecord, recordKinds } from "../store/depot-port.js";
import { type Digest, deletedText, eventText, marksText, openDigest, recordText } from "./digest.js";

export interface CheckDeps {
	readonly from: Depot;
	readonly to: Depot;
	readonly tell: (progress: MoveProgress) => void;
	/** Throws when the check is to stop. */
	readonly goOn: () => void;
}

const digestOf = async <T>(batches: AsyncIterable<readonly T[]>, text: (one: T) => string, each: () => void): Promise<Digest> => {
	const digest = openDigest();
	for await (const batch of batches) {
		each();
		for (const one of batch) digest.add(text(one));
	}
	return digest;
};

/** Both at the end, so that no reader is left behind when one of them fails. */
const both = async <T>(one: Promise<T>, other: Promise<T>): Promise<readonly [T, T]> => {
	const ended = await Promise.allSettled([one, other]);
	const failed = ended.find(({ status }) => status === "rejected");
	if (failed?.status === "rejected") throw failed.reason;
	return [await one, await other];
};

type Proof = Pick<MoveResult, "events" | "checksum" | "records">;

/** Reads both stores whole and compares. Rejects with AppError `conflict` that names what is not the same. */
export const check = async ({ from, to, tell, goOn }: CheckDeps): Promise<Proof> => {
	const wrong: string[] = [];
	const compare = (what: string, source: Digest, target: Digest): void => {
		if (source.value() === target.value()) return;
		wrong.push(
			source.count === target.count ? `${what} (the same number, another content)` : `${what} (${source.count} and ${target.count})`,
		);
	};
	const total = await from.countEvents();
	let done = 0;
	const counted = async function* () {
		for await (const batch of from.scanEvents()) {
			goOn();
			yield batch;
			done += batch.length;
			tell({ step: "checking", done: Math.min(done, total), total });
		}
	};
	const [source, target] = await both(digestOf(counted(), eventText, goOn), digestOf(to.scanEvents(), eventText, goOn));
	compare("events", source, target);
	compare("marks", ...(await both(digestOf(from.readMarks(), marksText, goOn), digestOf(to.readMarks(), marksText, goOn))));
	for (const by of await from.deletions()) {
		const ofBoth = both(digestOf(from.readDeleted(by), deletedText, goOn), digestOf(to.readDeleted(by), deletedText, goOn));
		compare(`what clean-up run ${by.run} deleted`, ...(await ofBoth));
	}
	const records = [];
	for (const kind of recordKinds) {
		goOn();
		const text = (record: HeldRecord) => recordText(record);
		const [held, moved] = await both(digestOf(from.readRecords(kind), text, goOn), digestOf(to.readRecords(kind), text, goOn));
		compare(kind.replaceAll("_", " "), held, moved);
		records.push({ kind, count: moved.count, checksum: moved.value() });
	}
	if (wrong.length > 0) {
		throw new AppError(
			"conflict",
			`What was moved to ${to.where} is not what is in ${from.where}: ${wrong.join("; ")}. The source is as it was. See that nobody writes to it meanwhile, then start the move again: it begins anew.`,
			{ reason: "differs" },
		);
	}
	return { events: target.count, checksum: target.value(), records };
};
