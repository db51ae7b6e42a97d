import { mkdir } from "node:fs/promises";
import { basename, isAbsolute } from "node:path";
import { type RequestHandler, Router } from "express";
import { AppError } from "../contract/errors.js";
import type { RowLots } from "../ingest/index.js";
import type { Log } from "../logging.js";
import { os } from "../operations.js";
import type { ImportStore } from "../store/ports.js";
import { check } from "./check.js";
import { downloadHandler } from "./downloads.js";
import { exportFile } from "./export-file.js";
import { type OpenFile, openFiles } from "./files.js";
import { inspect } from "./inspect.js";
import { columnsOf, rowsOf } from "./layout.js";
import type { FileParts, TransferStore } from "./parts.js";
import { problemRows } from "./problem-rows.js";
import { type RunDeps, run } from "./run.js";
import { uploadHandler } from "./uploads.js";

export interface TransferDeps {
	readonly store: TransferStore;
	readonly now: () => number;
	readonly log: Log;
	/** Where uploads and unfinished exports live; made when it is missing. */
	readonly folder: string;
}

export interface Transfer extends FileParts {
	/** POST /api/imports/files and GET /api/export. Who may call them is the border's to check. */
	readonly routes: RequestHandler;
	readonly run: RunDeps;
	/** Name, columns and rows of an opened file, for whoever reads something else than events from it. */
	rows(fileId: string): Promise<{ readonly name: string; readonly columns: readonly string[]; readonly rows: RowLots }>;
	/** Stops imports, each after what it is storing; their records say interrupted. Call it before the store closes. */
	close(): Promise<void>;
}

/** Readies imports and exports: what an earlier process left running becomes interrupted, old uploads go. */
export const openTransfer = async ({ store, now, log, folder }: TransferDeps): Promise<Transfer> => {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const files = openFiles({ folder, now });
	await files.sweep();
	// A shared store may be away now; those who ask for the list look again.
	if (store.kind === "embedded") await interruptLeft(store, now);
	const closing = new AbortController();
	const running = new Set<string>();
	const deps: RunDeps = { store, files, now, log, running, closing: closing.signal };
	const parts = { store, files, folder, now, inspect: (file: OpenFile) => inspect(store, file) };
	return {
		...parts,
		run: deps,
		rows: async (fileId) => {
			const { bytes, layout } = await files.get(fileId);
			return { name: bytes.name, columns: columnsOf(layout), rows: rowsOf(bytes, layout) };
		},
		routes: filesRouter(parts),
		close: async () => {
			closing.abort();
			while (running.size > 0) await new Promise((done) => setTimeout(done, 10));
		},
	};
};

/** What consoles died over meanwhile; while all data is moved the store takes no such note, and the next look does. */
const lookForLeft = ({ store, now }: Pick<Transfer, "store" | "now">): Promise<void> =>
	interruptLeft(store, now).catch((error: unknown) => {
		if (!(error instanceof AppError) || error.code !== "store_unavailable") throw error;
	});

const interruptLeft = async (store: ImportStore, now: () => number): Promise<void> => {
	const told = (rows: number): string =>
		`The program ended during this import, past row ${rows}. What was stored stays, also what is not counted here; run it again to go on.`;
	for (const record of await store.leftImports())
		await store.saveImport({ ...record, status: "interrupted", error: told(record.rows), finished_at: new Date(now()).toISOString() });
};

/** The operations of the contract's `transfer`. */
export const transferRouter = (transfer: Transfer) => ({
	open: os.transfer.open.handler(async ({ input }) => {
		if (!isAbsolute(input.path)) throw new AppError("invalid", `${input.path} is not a whole path. Begin it at the root.`);
		return transfer.inspect(await transfer.files.open(input.path, basename(input.path), input.format));
	}),
	inspect: os.transfer.inspect.handler(async ({ input }) => transfer.inspect(await transfer.files.get(input.file_id))),
	check: os.transfer.check.handler(async function* ({ input, signal }) {
		yield* check(transfer.run, { fileId: input.file_id, mapping: input.mapping, signal });
	}),
	problemRows: os.transfer.problemRows.handler(async function* ({ input, signal }) {
		const { file_id: fileId, mapping, code, limit } = input;
		yield* problemRows(transfer.run, { fileId, mapping, code, limit, signal });
	}),
	run: os.transfer.run.handler(async function* ({ input, signal }) {
		await lookForLeft(transfer);
		yield* run(transfer.run, { fileId: input.file_id, mapping: input.mapping, again: input.again, signal });
	}),
	list: os.transfer.list.handler(async ({ input }) => {
		await lookForLeft(transfer);
		return { items: await transfer.store.imports(input.limit) };
	}),
	exportTo: os.transfer.exportTo.handler(async function* ({ input, signal }) {
		yield* exportFile(transfer.store, { ...input, signal });
	}),
});

const filesRouter = (parts: FileParts): Router => {
	const router = Router();
	router.post("/api/imports/files", uploadHandler(parts));
	router.get("/api/export", downloadHandler(parts));
	return router;
};
