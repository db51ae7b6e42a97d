import type { CheckResult, Mapping } from "../contract/transfer.js";
import { signalled } from "./file-bytes.js";
import type { Files } from "./files.js";
import { columnsOf, rowsOf } from "./layout.js";
import { openMapper } from "./mapper.js";
import { planOf } from "./plan.js";
import { everyFifth, type Progress } from "./progress.js";
import { openTally } from "./tally.js";

export interface CheckDeps {
	readonly files: Files;
	readonly secret: Uint8Array;
	readonly now: () => number;
}

export interface CheckRequest {
	readonly fileId: string;
	readonly mapping: Mapping;
	readonly signal?: AbortSignal | undefined;
}

/** Reads the file to its end and judges every row as an import would; writes nothing. Throws AppError `invalid`, `cancelled`. */
export async function* check(
	{ files, secret, now }: CheckDeps,
	{ fileId, mapping, signal }: CheckRequest,
): AsyncGenerator<Progress | { type: "done"; result: CheckResult }> {
	const opened = await files.get(fileId);
	planOf(mapping, columnsOf(opened.layout));
	const file = await files.identified(fileId, { signal });
	const plan = planOf(mapping, columnsOf(file.layout));
	const tally = openTally(openMapper(plan, { secret, receivedAt: now(), sha256: file.sha256, suffix: "" }), mapping);
	const due = everyFifth(now);
	let bytes = 0;
	const reading = { signal, onBytes: (read: number) => (bytes = read) };
	for await (const lot of rowsOf(file.bytes, file.layout, reading)) {
		tally.take(lot);
		const { rows, rejected } = tally.counts();
		if (due()) yield { type: "progress", bytes, total_bytes: file.bytes.bytes, rows, inserted: 0, duplicates: 0, rejected };
	}
	signalled(signal);
	const { rows, rejected, ...rest } = tally.counts();
	yield { type: "done", result: { rows, importable: rows - rejected, cells: tally.cells(), sha256: file.sha256, ...rest } };
}
