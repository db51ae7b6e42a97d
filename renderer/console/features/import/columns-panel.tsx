import { Checkbox } from "@mantine/core";
import type { Mapping } from "../../../../backend/contract/transfer.js";
import { Panel } from "../../ui/panel.js";
import classes from "./columns.module.css";
import { ColumnsTable } from "./columns-table.js";
import { needsCurrency } from "./problems.js";
import { ReadingControls } from "./reading-controls.js";
import { type ImportState, resultOf } from "./state.js";

interface Props {
	readonly state: Extract<ImportState, { step: "columns" }>;
	readonly onChange: (mapping: Mapping) => void;
	readonly onAgain: (again: boolean) => void;
}

export const ColumnsPanel = ({ state, onChange, onAgain }: Props) => {
	const { file, mapping, again, check } = state;
	const result = resultOf(check);
	const shown = file.preview.length;
	const title = shown === 1 ? "Columns and the first row" : `Columns and the first ${shown} rows`;
	return (
		<Panel
			title={title}
			controls={
				<ReadingControls file={file} mapping={mapping} onChange={onChange} asksCurrency={needsCurrency(result?.problems ?? [])}>
					<Checkbox
						size="xs"
						className={classes.skip}
						checked={!again}
						onChange={(event) => onAgain(!event.currentTarget.checked)}
						label="Skip rows already imported"
					/>
				</ReadingControls>
			}
		>
			<ColumnsTable file={file} mapping={mapping} check={result} onChange={onChange} />
		</Panel>
	);
};
