import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useId } from "react";
import type { CheckResult, Mapping, Problem } from "../../../../backend/contract/transfer.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { ErrorPanel, PartialLine, Skeleton } from "../../ui/states.js";
import { previewRowId } from "./columns-table.js";
import { CurrencySelect } from "./currency-select.js";
import { needsCurrency, problemsLine, remedyOf } from "./problems.js";
import classes from "./problems.module.css";
import { type Check, type ImportState, resultOf } from "./state.js";

interface Props {
	readonly state: Extract<ImportState, { step: "columns" }>;
	readonly onChange: (mapping: Mapping) => void;
	readonly onRetry: () => void;
}

/** Every problem of the whole file, before anything is written. */
export const ProblemsPanel = ({ state, onChange, onRetry }: Props) => {
	const { check, mapping, file } = state;
	const result = resultOf(check);
	const reading = check.status === "reading";
	return (
		<Panel title="Problems" scope={reading || !result ? "nothing is written before you press Import" : problemsLine(result)}>
			{reading && <ReadingLine check={check} totalBytes={file.bytes} />}
			{check.status === "failed" && <ErrorPanel what="The file was not read to its end." error={check.failure} retry={onRetry} />}
			{!result && reading && <Skeleton shape="lines" rows={3} />}
			{result && (
				<div className={classes.problems} data-stale={reading || undefined}>
					<Problems result={result} mapping={mapping} shown={file.preview.length} onChange={onChange} />
				</div>
			)}
		</Panel>
	);
};

const ReadingLine = ({ check, totalBytes }: { check: Extract<Check, { status: "reading" }>; totalBytes: number }) => {
	const total = check.progress?.total_bytes ?? totalBytes;
	const done = check.progress && total > 0 ? Math.min(1, check.progress.bytes / total) : 0;
	return (
		<div className={classes.readingLine}>
			<PartialLine title="Reading the file to its end." done={done}>
				<span className="num">
					{format.count(check.progress?.rows ?? 0)} rows so far.{check.before ? " Below is what the settings before gave." : ""}
				</span>
			</PartialLine>
		</div>
	);
};

interface ListProps {
	readonly result: CheckResult;
	readonly mapping: Mapping;
	readonly shown: number;
	readonly onChange: (mapping: Mapping) => void;
}

const Problems = ({ result, mapping, shown, onChange }: ListProps) => {
	if (result.problems.length === 0)
		return (
			<p className={classes.allWell}>
				<IconCircleCheck size={16} stroke={1.7} aria-hidden /> Every row can be taken in.
			</p>
		);
	return (
		<ul className={classes.problemList}>
			{result.problems.map((problem) => (
				<ProblemItem key={`${problem.code} ${problem.title}`} problem={problem} mapping={mapping} shown={shown} onChange={onChange} />
			))}
		</ul>
	);
};

const CurrencyQuestion = ({ mapping, onChange }: Pick<ListProps, "mapping" | "onChange">) => {
	const id = useId();
	return (
		<div className={classes.question}>
			<label htmlFor={id}>Count them in</label>
			<CurrencySelect id={id} mapping={mapping} onChange={onChange} />
		</div>
	);
};

const marks = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle } as const;
const severities = { error: "Error", warning: "Warning", info: "Note" } as const;

const showRow = (row: number): void => {
	const element = document.getElementById(previewRowId(row));
	element?.scrollIntoView({ block: "nearest" });
	element?.focus();
};

const ProblemItem = ({ problem, mapping, shown, onChange }: Omit<ListProps, "result"> & { problem: Problem }) => {
	const Mark = marks[problem.severity];
	const remedy = remedyOf(problem, mapping);
	const asksCurrency = needsCurrency([problem]);
	const row = problem.first_row !== null && problem.first_row <= shown ? problem.first_row : null;
	return (
		<li data-severity={problem.severity}>
			<Mark size={16} stroke={1.7} aria-hidden />
			<div>
				<p className={classes.problemTitle}>
					<strong>
						<span className="hidden-visually">{severities[problem.severity]}: </span>
						{problem.title}
					</strong>
					{problem.rows > 0 && (
						<b className="num">
							{format.count(problem.rows)}
							<span className="hidden-visually"> rows</span>
						</b>
					)}
				</p>
				<p>{problem.message}</p>
				{asksCurrency && <CurrencyQuestion mapping={mapping} onChange={onChange} />}
				{(remedy || row !== null) && (
					<p className={classes.remedies}>
						{remedy && (
							<button type="button" className={classes.link} onClick={() => onChange({ ...mapping, ...remedy.change })}>
								{remedy.label}
							</button>
						)}
						{row !== null && (
							<button type="button" className={classes.link} onClick={() => showRow(row)}>
								Show row {row}
							</button>
						)}
					</p>
				)}
			</div>
		</li>
	);
};
