import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { CheckResult, Mapping, Problem } from "../../../../backend/contract/transfer.js";
import { format } from "../../ui/format.js";
import { LinkButton } from "../../ui/link-button.js";
import { Panel } from "../../ui/panel.js";
import { ErrorPanel, PartialLine, Skeleton } from "../../ui/states.js";
import { CurrencySelect } from "./currency-select.js";
import { leftOutOf } from "./problem-rows.js";
import { needsCurrency, problemsLine, remedyOf } from "./problems.js";
import classes from "./problems.module.css";
import { RowsPanel } from "./rows-panel.js";
import { SaveRows } from "./save-rows.js";
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
	const [shown, setShown] = useState<Problem | null>(null);
	return (
		<Panel
			title="Problems"
			scope={reading || !result ? "nothing is written before you press Import" : problemsLine(result)}
			controls={result && !reading && <SaveRows file={file} mapping={mapping} count={leftOutOf(result)} />}
		>
			{reading && <ReadingLine check={check} totalBytes={file.bytes} />}
			{check.status === "failed" && <ErrorPanel what="The file was not read to its end." error={check.failure} retry={onRetry} />}
			{!result && reading && <Skeleton shape="lines" rows={3} />}
			{result && (
				<div className={classes.problems} data-stale={reading || undefined}>
					<Problems result={result} mapping={mapping} onChange={onChange} onShow={setShown} />
				</div>
			)}
			<RowsPanel file={file} mapping={mapping} problem={shown} onClose={() => setShown(null)} />
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
	readonly onChange: (mapping: Mapping) => void;
	readonly onShow: (problem: Problem) => void;
}

const Problems = ({ result, mapping, onChange, onShow }: ListProps) => {
	if (result.problems.length === 0)
		return (
			<p className={classes.allWell}>
				<IconCircleCheck size={16} stroke={1.7} aria-hidden /> Every row can be taken in.
			</p>
		);
	return (
		<ul className={classes.problemList}>
			{result.problems.map((problem) => (
				<ProblemItem key={`${problem.code} ${problem.title}`} problem={problem} mapping={mapping} onChange={onChange} onShow={onShow} />
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

const showLabel = (rows: number): string => (rows === 1 ? "Show the row" : `Show the ${format.count(rows)} rows`);

const ProblemItem = ({ problem, mapping, onChange, onShow }: Omit<ListProps, "result"> & { problem: Problem }) => {
	const Mark = marks[problem.severity];
	const remedy = remedyOf(problem, mapping);
	const asksCurrency = needsCurrency([problem]);
	const has = problem.rows > 0 && problem.first_row !== null;
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
				{(remedy || has) && (
					<p className={classes.remedies}>
						{remedy && <LinkButton onClick={() => onChange({ ...mapping, ...remedy.change })}>{remedy.label}</LinkButton>}
						{has && <LinkButton onClick={() => onShow(problem)}>{showLabel(problem.rows)}</LinkButton>}
					</p>
				)}
			</div>
		</li>
	);
};
