import { Button } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ProductImport } from "../../../../../backend/contract/catalog.js";
import { ErrorPanel } from "../../../ui/states.js";
import { Door } from "../door.js";
import { FileLine } from "../file-line.js";
import { FilePicker } from "../file-picker.js";
import { ImportButton } from "../import-button.js";
import { OpeningPanel } from "../opening-panel.js";
import classes from "../run.module.css";
import { CatalogPanel } from "./catalog-panel.js";
import type { ProductsImporter, ProductsState } from "./importer.js";
import { LeftOutPanel, ReadPanel } from "./products-table.js";
import { outcomeOf, readinessOf } from "./words.js";

interface Props {
	readonly importer: ProductsImporter;
	readonly state: ProductsState;
}

export const ProductsActions = ({ importer, state }: Props): ReactNode => {
	const pick = (words: string): ReactNode => (
		<FilePicker onFile={(file) => void importer.open(file)} variant="default">
			{words}
		</FilePicker>
	);
	if (state.step === "done") return pick("Import another file");
	if (state.step !== "checked") return null;
	return (
		<>
			{pick("Choose another file")}
			<ImportButton readiness={readinessOf(state.check)} onImport={() => void importer.run()} />
		</>
	);
};

const steps = ["File", "Products", "Catalog"] as const;

/** From the file to the catalog; nothing is written before Import is pressed. */
export const ProductsSteps = ({ importer, state }: Props): ReactNode => {
	switch (state.step) {
		case "file":
			return (
				<>
					{state.failure && <ErrorPanel what="The products were not read." error={state.failure} />}
					<Door onFile={(file) => void importer.open(file)}>
						CSV or NDJSON, one product a row; also compressed with gzip. It needs a name and a price; category, currency, tags, stock,
						brand, description and picture are read where there are columns of them. The same slug, or name, is the same product.
					</Door>
					<CatalogPanel />
				</>
			);
		case "opening":
			return <OpeningPanel state={state} onCancel={importer.cancel} />;
		case "reading":
			return (
				<>
					<FileLine file={state.file} rows={null} steps={steps} at={1} />
					<Waiting
						text={`Reading ${state.file.name} to its end; nothing is written`}
						stop="Cancel, keep nothing"
						onStop={importer.cancel}
					/>
				</>
			);
		case "checked":
			return (
				<>
					<FileLine file={state.file} rows={state.check.rows} steps={steps} at={1} />
					{state.failure && <ErrorPanel what="The products were not imported." error={state.failure} />}
					<ReadPanel check={state.check} />
					<LeftOutPanel check={state.check} file={state.file.name} />
				</>
			);
		case "writing":
			return (
				<>
					<FileLine file={state.file} rows={state.check.rows} steps={steps} at={2} />
					<Waiting text="Changing the catalog, in one step" stop="Cancel, change nothing" onStop={importer.cancel} />
				</>
			);
		case "done":
			return (
				<>
					<FileLine file={state.file} rows={state.result.rows} steps={steps} at={3} />
					<Done result={state.result} />
					{state.result.rejected > 0 && <LeftOutPanel check={state.result} file={state.file.name} />}
					<CatalogPanel />
				</>
			);
	}
};

const Waiting = ({ text, stop, onStop }: { text: string; stop: string; onStop: () => void }) => (
	<section className={classes.panel} aria-label="Import">
		<p className={classes.runTitle} role="status">
			{text}
		</p>
		<div className={classes.runFoot}>
			<Button variant="default" onClick={onStop}>
				{stop}
			</Button>
		</div>
	</section>
);

const Done = ({ result }: { result: ProductImport }) => {
	const { tone, title, text } = outcomeOf(result);
	const Mark = tone === "good" ? IconCircleCheck : IconAlertCircle;
	return (
		<section className={classes.panel} aria-label="Result">
			<p className={classes.result} data-tone={tone} role="status">
				<Mark size={18} stroke={1.7} aria-hidden />
				<span>
					<strong>{title}</strong> {text}
				</span>
			</p>
		</section>
	);
};
