import { IconCheck, IconFile, IconFileTypeCsv } from "@tabler/icons-react";
import classes from "./file-line.module.css";
import { fileLine } from "./problems.js";
import { type ImportState, resultOf } from "./state.js";

type WithFile = Extract<ImportState, { step: "columns" | "running" | "result" }>;

const steps = ["File", "Columns", "Import", "Analysis"] as const;
const present = { columns: 1, running: 2, result: 3 } as const satisfies Record<WithFile["step"], number>;

const rowsOf = (state: WithFile): number | null => (state.step === "result" ? state.record.rows : (resultOf(state.check)?.rows ?? null));

/** Which file, and how far it is. */
export const FileLine = ({ state }: { state: WithFile }) => {
	const { file } = state;
	const Mark = file.format === "csv" ? IconFileTypeCsv : IconFile;
	return (
		<section className={classes.fileLine} aria-label="File">
			<Mark size={26} stroke={1.3} aria-hidden />
			<div className={classes.fileText}>
				<strong>{file.name}</strong>
				<span className="num">{fileLine(file, rowsOf(state))}</span>
			</div>
			<ol className={classes.steps} aria-label="Steps">
				{steps.map((step, index) => (
					<li
						key={step}
						data-done={index < present[state.step] || undefined}
						aria-current={index === present[state.step] ? "step" : undefined}
					>
						<i aria-hidden>{index < present[state.step] ? <IconCheck size={14} stroke={2.4} /> : index + 1}</i>
						{step}
						{index < present[state.step] && <span className="hidden-visually">, done</span>}
					</li>
				))}
			</ol>
		</section>
	);
};
