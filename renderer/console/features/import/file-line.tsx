import { IconCheck, IconFile, IconFileTypeCsv } from "@tabler/icons-react";
import type { FileInfo } from "../../../../backend/contract/transfer.js";
import classes from "./file-line.module.css";
import { fileLine } from "./problems.js";

interface Props {
	readonly file: FileInfo;
	/** Null until they are counted. */
	readonly rows: number | null;
	readonly steps: readonly string[];
	/** The place of the present one in the steps. */
	readonly at: number;
}

/** Which file, and how far it is. */
export const FileLine = ({ file, rows, steps, at }: Props) => {
	const Mark = file.format === "csv" ? IconFileTypeCsv : IconFile;
	return (
		<section className={classes.fileLine} aria-label="File">
			<Mark size={26} stroke={1.3} aria-hidden />
			<div className={classes.fileText}>
				<strong>{file.name}</strong>
				<span className="num">{fileLine(file, rows)}</span>
			</div>
			<ol className={classes.steps} aria-label="Steps">
				{steps.map((step, index) => (
					<li key={step} data-done={index < at || undefined} aria-current={index === at ? "step" : undefined}>
						<i aria-hidden>{index < at ? <IconCheck size={14} stroke={2.4} /> : index + 1}</i>
						{step}
						{index < at && <span className="hidden-visually">, done</span>}
					</li>
				))}
			</ol>
		</section>
	);
};
