import { NativeSelect, Tooltip } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCheck, IconCircleDashedCheck, IconMinus } from "@tabler/icons-react";
import { useMemo } from "react";
import { type CheckResult, type FileInfo, importField, type Mapping } from "../../../../backend/contract/transfer.js";
import { none } from "../../ui/format.js";
import classes from "./columns.module.css";
import { fieldGroups, fieldLabels, isNumeric, withField } from "./fields.js";
import { type Fit, type FitTone, fitOf, warnedThroughout } from "./fit.js";

interface Props {
	readonly file: FileInfo;
	readonly mapping: Mapping;
	readonly check: CheckResult | null;
	readonly onChange: (mapping: Mapping) => void;
}

const options = fieldGroups.map(({ group, fields }) => ({ group, items: fields.map((value) => ({ value, label: fieldLabels[value] })) }));

type Fault = CheckResult["cells"][number];

const keyOf = (row: number, column: string): string => `${row} ${column}`;

/** Faults by cell; a warning that runs through a column stands at its head alone. */
const faultsBy = (check: CheckResult | null): ReadonlyMap<string, Fault> =>
	new Map(
		check?.cells
			.filter((cell) => cell.severity === "error" || !warnedThroughout(cell.column, check))
			.map((cell) => [keyOf(cell.row, cell.column), cell]),
	);

/** A column a column: its name, what it means, how sure that is, and the first rows below. */
export const ColumnsTable = ({ file, mapping, check, onChange }: Props) => {
	const faults = useMemo(() => faultsBy(check), [check]);
	const fieldOf = new Map(mapping.columns.map(({ column, field }) => [column, field]));
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
		<section className={classes.preview} aria-label="Columns and first rows" tabIndex={0}>
			<table>
				<thead>
					<tr>
						<th scope="col">
							<span className="hidden-visually">Row</span>
						</th>
						{file.columns.map((column) => (
							<th key={column.name} scope="col" data-out={fieldOf.get(column.name) === "skip" || undefined}>
								<ColumnHead column={column} mapping={mapping} fit={fitOf({ column, mapping, check })} onChange={onChange} />
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{file.preview.map((cells, index) => (
						<tr key={rowKey(index)}>
							<th scope="row" className="num">
								{index + 1}
							</th>
							{file.columns.map((column, place) => {
								const field = fieldOf.get(column.name) ?? "skip";
								return (
									<td
										key={column.name}
										data-number={isNumeric(field) || undefined}
										data-out={field === "skip" || undefined}
										data-whole={field === "timestamp" || undefined}
										title={cells[place] ?? undefined}
									>
										<Cell value={cells[place] ?? null} fault={faults.get(keyOf(index + 1, column.name))} />
									</td>
								);
							})}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
};

const rowKey = (index: number): string => `row ${index + 1}`;

interface HeadProps {
	readonly column: FileInfo["columns"][number];
	readonly mapping: Mapping;
	readonly fit: Fit;
	readonly onChange: (mapping: Mapping) => void;
}

const ColumnHead = ({ column, mapping, fit, onChange }: HeadProps) => (
	<>
		<code title={column.name}>{column.name}</code>
		<NativeSelect
			size="xs"
			className={classes.meaning}
			data-tone={fit.tone}
			aria-label={`Meaning of ${column.name}`}
			aria-description={fit.why}
			data={options}
			value={mapping.columns.find((entry) => entry.column === column.name)?.field ?? "skip"}
			onChange={(event) => onChange(withField(mapping, column.name, importField.parse(event.currentTarget.value)))}
		/>
		<Tooltip label={fit.why}>
			<span className={classes.fit} data-tone={fit.tone}>
				<FitMark tone={fit.tone} />
				{fit.text}
			</span>
		</Tooltip>
	</>
);

const marks = {
	good: IconCheck,
	quiet: IconCircleDashedCheck,
	warning: IconAlertTriangle,
	bad: IconAlertCircle,
	none: IconMinus,
} as const satisfies Record<FitTone, unknown>;

const FitMark = ({ tone }: { tone: FitTone }) => {
	const Mark = marks[tone];
	return <Mark size={13} stroke={1.7} aria-hidden />;
};

const Cell = ({ value, fault }: { value: string | null; fault: Fault | undefined }) => {
	const text = value === null || value === "" ? null : value;
	if (!fault) return text ?? <span className={classes.nothing}>{none}</span>;
	const Mark = fault.severity === "error" ? IconAlertCircle : IconAlertTriangle;
	return (
		<Tooltip label={fault.message} multiline maw={320}>
			<span className={classes.fault} data-severity={fault.severity}>
				<Mark size={13} stroke={1.7} aria-hidden />
				{text ?? "empty"}
				<span className="hidden-visually">: {fault.message}</span>
			</span>
		</Tooltip>
	);
};
