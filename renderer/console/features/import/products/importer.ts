import { toAppError } from "../../../../../backend/client/failures.js";
import type { ProductImport } from "../../../../../backend/contract/catalog.js";
import type { AppError } from "../../../../../backend/contract/errors.js";
import type { FileInfo } from "../../../../../backend/contract/transfer.js";
import { type Kept, openKept } from "../../../app/kept.js";
import type { ImportSource } from "../source.js";

/** Where the one import of products of this console stands. It outlives the view, as that of events does. */
export type ProductsState =
	| { readonly step: "file"; readonly failure: AppError | null }
	| { readonly step: "opening"; readonly name: string; readonly sent: number; readonly total: number | null }
	| { readonly step: "reading"; readonly file: FileInfo }
	| { readonly step: "checked"; readonly file: FileInfo; readonly check: ProductImport; readonly failure: AppError | null }
	| { readonly step: "writing"; readonly file: FileInfo; readonly check: ProductImport }
	| { readonly step: "done"; readonly file: FileInfo; readonly result: ProductImport };

export interface ProductsImporter extends Kept<ProductsState> {
	/** Opens a file and reads it to its end; nothing is written. Without effect while products are written. */
	readonly open: (file: File) => Promise<void>;
	/** The same with a file that is open already. */
	readonly read: (file: FileInfo) => Promise<void>;
	/** Changes the catalog, in one step: all of the file's products, or none. */
	readonly run: () => Promise<void>;
	/** Stops what is going on; nothing is kept of a file that is opened or read. */
	readonly cancel: () => void;
}

const start: ProductsState = { step: "file", failure: null };

export const createProductsImporter = (source: ImportSource): ProductsImporter => {
	const { state, subscribe, set } = openKept<ProductsState>(start);
	let going = new AbortController();

	/** Ends what ran before, so that at most one thing talks at a time. */
	const afresh = (): AbortSignal => {
		going.abort();
		going = new AbortController();
		return going.signal;
	};
	const taken = ({ file_id }: FileInfo, dry_run: boolean, signal: AbortSignal): Promise<ProductImport> =>
		source.client.catalog.importProducts({ file_id, dry_run }, { signal });

	const read = async (file: FileInfo, failure: AppError | null = null): Promise<void> => {
		const signal = afresh();
		set({ step: "reading", file });
		try {
			const check = await taken(file, true, signal);
			if (!signal.aborted) set({ step: "checked", file, check, failure });
		} catch (cause) {
			if (!signal.aborted) set({ step: "file", failure: toAppError(cause) });
		}
	};

	const open = async (file: File): Promise<void> => {
		if (state().step === "writing") return;
		const signal = afresh();
		set({ step: "opening", name: file.name, sent: 0, total: file.size });
		const onSent = (sent: number, total: number): void => {
			if (!signal.aborted) set({ step: "opening", name: file.name, sent, total });
		};
		try {
			const info = await source.open(file, { signal, onSent });
			if (!signal.aborted) await read(info);
		} catch (cause) {
			if (!signal.aborted) set({ step: "file", failure: toAppError(cause) });
		}
	};

	const run = async (): Promise<void> => {
		const checked = state();
		if (checked.step !== "checked") return;
		const signal = afresh();
		const { file, check } = checked;
		set({ step: "writing", file, check });
		try {
			set({ step: "done", file, result: await taken(file, false, signal) });
		} catch (cause) {
			// The catalog may have changed before the word to stop came: what the file would change is told anew.
			await read(file, signal.aborted ? null : toAppError(cause));
		} finally {
			source.onWritten();
		}
	};

	const cancel = (): void => {
		going.abort();
		const { step } = state();
		if (step === "opening" || step === "reading") set(start);
	};

	return {
		state,
		subscribe,
		open,
		read,
		run,
		cancel,
	};
};
