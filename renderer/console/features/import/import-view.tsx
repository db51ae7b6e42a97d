import { Button, Tooltip } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import { ErrorPanel } from "../../ui/states.js";
import { AlreadyNote } from "./already-note.js";
import { ColumnsPanel } from "./columns-panel.js";
import { Door, DropTarget } from "./door.js";
import { FileLine } from "./file-line.js";
import { FilePicker } from "./file-picker.js";
import { HistoryPanel } from "./history-panel.js";
import type { Importer } from "./importer.js";
import { overviewOf } from "./links.js";
import { OpeningPanel } from "./opening-panel.js";
import { readinessOf } from "./problems.js";
import { ProblemsPanel } from "./problems-panel.js";
import { ResultPanel } from "./result-panel.js";
import { RunningPanel } from "./running-panel.js";
import type { ImportState } from "./state.js";
import { useImporter, useImportState } from "./use-importer.js";

export const ImportView = () => {
	const importer = useImporter();
	const state = useImportState(importer);
	return (
		<DropTarget onFile={(file) => void importer.open(file)} disabled={state.step === "running"}>
			<Page>
				<ViewTitle>
					<Actions importer={importer} state={state} />
				</ViewTitle>
				<Steps importer={importer} state={state} />
			</Page>
		</DropTarget>
	);
};

interface Props {
	readonly importer: Importer;
	readonly state: ImportState;
}

const Actions = ({ importer, state }: Props): ReactNode => {
	const navigate = useNavigate();
	if (state.step === "columns") {
		const { ready, label, why } = readinessOf(state);
		return (
			<>
				<FilePicker onFile={(file) => void importer.open(file)} variant="default">
					Choose another file
				</FilePicker>
				<Tooltip label={why} disabled={why === null}>
					<Button
						leftSection={<IconFileImport size={15} stroke={1.7} aria-hidden />}
						aria-disabled={!ready}
						{...(ready ? {} : { "data-disabled": true })}
						onClick={() => ready && void importer.run()}
					>
						{label}
					</Button>
				</Tooltip>
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

const Steps = ({ importer, state }: Props): ReactNode => {
	switch (state.step) {
		case "file":
			return (
				<>
					{state.failure && <ErrorPanel what="The file was not opened." error={state.failure} />}
					<Door onFile={(file) => void importer.open(file)} />
					<HistoryPanel />
				</>
			);
		case "opening":
			return <OpeningPanel state={state} onCancel={importer.cancel} />;
		case "columns":
			return (
				<>
					<FileLine state={state} />
					{state.failure && <ErrorPanel what="The import stopped." error={state.failure} />}
					<AlreadyNote file={state.file} again={state.again} />
					<ColumnsPanel state={state} onChange={importer.change} onAgain={importer.setAgain} />
					<ProblemsPanel state={state} onChange={importer.change} onRetry={() => void importer.check()} />
				</>
			);
		case "running":
			return (
				<>
					<FileLine state={state} />
					<RunningPanel state={state} onCancel={importer.cancel} />
				</>
			);
		case "result":
			return (
				<>
					<FileLine state={state} />
					<ResultPanel record={state.record} tz={state.mapping.tz} />
					<HistoryPanel />
				</>
			);
	}
};
