import type { CheckResult, Mapping } from "../contract/transfer.js";
import type { SettingsStore } from "../store/ports.js";
import { signalled } from "./file-bytes.js";
import type { Files } from "./files.js";
import { columnsOf, rowsOf } from "./layout.js";
import { openMapper } from "./mapper.js";
import { planOf } from "./plan.js";
import { everyFifth, type Progress } from "./progress.js";
import { openTally } from "./tally.js";

export interface CheckDeps {
	readonly files: Files;
	readonly store: Pick<SettingsStore, "secret">;
	readonly now: () => number;
}

export interface CheckRequest {
	readonly fileId: string;
	readonly mapping: Mapping;
	readonly signal?: AbortSignal | undefined;
}

/** The file, and what judges its rows as an import would. Throws AppError `invalid`, `cancelled`. */
export const openJudge = async ({ files, store, now }: CheckDeps, { fileId, mapping, signal }: CheckRequest) => {
	const opened = await files.get(fileId);
	planOf(mapping, columnsOf(opened.layout));
	const file = await files.identified(fileId, { signal });
	const plan = planOf(mapping, columnsOf(file.layout));
	return { file, judge: openMapper(plan, { secret: await store.secret(), receivedAt: now(), sha256: file.sha256, suffix: "" }) };
};

/** Reads the file to its end and judges every row as an import would; writes nothing. Throws AppError `invalid`, `cancelled`. */
export async function* check(deps: CheckDeps, request: CheckRequest): AsyncGenerator<Progress | { type: "done"; result: CheckResult }> {
	const { file, judge } = await openJudge(deps, request);
	const { mapping, signal } = request;
	const tally = openTally(judge, mapping);
	const due = everyFifth(deps.now);
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
