import { Button, SegmentedControl } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { FileInfo } from "../../../../backend/contract/transfer.js";
import { useSearchState } from "../../app/search.js";
import { ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import { LinkButton } from "../../ui/link-button.js";
import { ErrorPanel, Note } from "../../ui/states.js";
import { AlreadyNote } from "./already-note.js";
import { ColumnsPanel } from "./columns-panel.js";
import { Door, DropTarget } from "./door.js";
import { FileLine } from "./file-line.js";
import { FilePicker } from "./file-picker.js";
import { HistoryPanel } from "./history-panel.js";
import { ImportButton } from "./import-button.js";
import type { Importer } from "./importer.js";
import { overviewOf } from "./links.js";
import { OpeningPanel } from "./opening-panel.js";
import { readinessOf } from "./problems.js";
import { ProblemsPanel } from "./problems-panel.js";
import { ProductsActions, ProductsSteps } from "./products/products-steps.js";
import { useProductsImporter, useProductsState } from "./products/use-products-importer.js";
import { looksLikeProducts } from "./products/words.js";
import { ResultPanel } from "./result-panel.js";
import { RunningPanel } from "./running-panel.js";
import { importSearch } from "./search.js";
import { type Check, type ImportState, resultOf } from "./state.js";
import { useImporter, useImportState } from "./use-importer.js";

export const ImportView = () => {
	const [{ of }] = useSearchState(importSearch);
	return of === "products" ? <ProductsImport /> : <EventsImport />;
};

/** What the file holds is asked first; it stands in the address. */
const OfWhat = () => {
	const [{ of }, set] = useSearchState(importSearch);
	return (
		<div>
			<SegmentedControl
				aria-label="What the file holds"
				value={of ?? "events"}
				onChange={(value) => set({ of: value === "products" ? value : undefined })}
				data={[
					{ value: "events", label: "Events" },
					{ value: "products", label: "Products of the shop" },
				]}
			/>
		</div>
	);
};

const ProductsImport = () => {
	const importer = useProductsImporter();
	const state = useProductsState(importer);
	return (
		<DropTarget onFile={(file) => void importer.open(file)} disabled={state.step === "writing"} hint="Drop the file to see its products">
			<Page>
				<ViewTitle>
					<ProductsActions importer={importer} state={state} />
				</ViewTitle>
				{(state.step === "file" || state.step === "done") && <OfWhat />}
				<ProductsSteps importer={importer} state={state} />
			</Page>
		</DropTarget>
	);
};

const EventsImport = () => {
	const importer = useImporter();
	const state = useImportState(importer);
	return (
		<DropTarget onFile={(file) => void importer.open(file)} disabled={state.step === "running"} hint="Drop the file to see its columns">
			<Page>
				<ViewTitle>
					<Actions importer={importer} state={state} />
				</ViewTitle>
				{(state.step === "file" || state.step === "result") && <OfWhat />}
				<Steps importer={importer} state={state} />
			</Page>
		</DropTarget>
	);
};

/** A catalog among events would be kept as events that never were. */
const ProductsNote = ({ file, onLeave }: { readonly file: FileInfo; readonly onLeave: () => void }) => {
	const [, set] = useSearchState(importSearch);
	const products = useProductsImporter();
	if (!looksLikeProducts(file)) return null;
	const read = (): void => {
		onLeave();
		void products.read(file);
		set({ of: "products" });
	};
	return (
		<Note tone="warning">
			This looks like a list of products: it has names and prices, and nothing that says when something happened.{" "}
			<LinkButton onClick={read}>Read it as products of the shop</LinkButton>
		</Note>
	);
};

interface Props {
	readonly importer: Importer;
	readonly state: ImportState;
}

const Actions = ({ importer, state }: Props): ReactNode => {
	const navigate = useNavigate();
	if (state.step === "columns") {
		return (
			<>
				<FilePicker onFile={(file) => void importer.open(file)} variant="default">
					Choose another file
				</FilePicker>
				<ImportButton readiness={readinessOf(state)} onImport={() => void importer.run()} />
			</>
		);
	}
	if (state.step === "result") {
		const { record } = state;
		return (
			<>
				<FilePicker onFile={(file) => void importer.open(file)} variant="default">
					Import another file
				</FilePicker>
				{record.first_ts !== null && (
					<Button onClick={() => void navigate({ to: "/", search: overviewOf(record, state.mapping.tz) as never })}>Run analysis</Button>
				)}
			</>
		);
	}
	return null;
};

const steps = ["File", "Columns", "Import", "Analysis"] as const;

const rowsOf = (check: Check): number | null => resultOf(check)?.rows ?? null;

const Steps = ({ importer, state }: Props): ReactNode => {
	switch (state.step) {
		case "file":
			return (
				<>
					{state.failure && <ErrorPanel what="The file was not opened." error={state.failure} />}
					<Door onFile={(file) => void importer.open(file)}>
						CSV, NDJSON, Parquet or a web server’s access log; also compressed with gzip. Columns are guessed, and you see 20 rows and every
						problem before anything is written.
					</Door>
					<HistoryPanel />
				</>
			);
		case "opening":
			return <OpeningPanel state={state} onCancel={importer.cancel} />;
		case "columns":
			return (
				<>
					<FileLine file={state.file} rows={rowsOf(state.check)} steps={steps} at={1} />
					{state.failure && <ErrorPanel what="The import stopped." error={state.failure} />}
					<ProductsNote file={state.file} onLeave={importer.leave} />
					<AlreadyNote file={state.file} again={state.again} />
					<ColumnsPanel state={state} onChange={importer.change} onAgain={importer.setAgain} />
					<ProblemsPanel state={state} onChange={importer.change} onRetry={() => void importer.check()} />
				</>
			);
		case "running":
			return (
				<>
					<FileLine file={state.file} rows={rowsOf(state.check)} steps={steps} at={2} />
					<RunningPanel state={state} onCancel={importer.cancel} />
				</>
			);
		case "result":
			return (
				<>
					<FileLine file={state.file} rows={state.record.rows} steps={steps} at={3} />
					<ResultPanel record={state.record} file={state.file} tz={state.mapping.tz} />
					<HistoryPanel />
				</>
			);
	}
};
