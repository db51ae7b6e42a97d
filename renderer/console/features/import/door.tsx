import { IconFileImport, IconUpload } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { isDesktop } from "../../app/client.js";
import classes from "./door.module.css";
import { FilePicker } from "./file-picker.js";

/** The first step: choose a file or drop it. */
export const Door = ({ onFile }: { onFile: (file: File) => void }) => (
	<section className={classes.door} aria-label="Choose a file">
		<IconFileImport size={28} stroke={1.4} aria-hidden />
		<div>
			<p className={classes.doorTitle}>Choose a file, or drop it here</p>
			<p>
				CSV, NDJSON, Parquet or a web server’s access log; also compressed with gzip. Columns are guessed, and you see 20 rows and every
				problem before anything is written.
			</p>
			{!isDesktop() && <p>The file is sent to this console’s server and stays there; nothing goes anywhere else.</p>}
		</div>
		<FilePicker onFile={onFile} variant="filled">
			Choose a file
		</FilePicker>
	</section>
);

interface DropProps {
	readonly onFile: (file: File) => void;
	readonly disabled: boolean;
	readonly children: ReactNode;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

/** The whole view takes a dropped file; the pointer alone has this way, keys have the button. */
export const DropTarget = ({ onFile, disabled, children }: DropProps) => {
	const [over, setOver] = useState(false);
	const drop = (event: DragEvent): void => {
		if (!hasFiles(event)) return;
		event.preventDefault();
		event.stopPropagation();
		setOver(false);
		const file = event.dataTransfer.files[0];
		if (file && !disabled) onFile(file);
	};
	const drag = (event: DragEvent): void => {
		if (!hasFiles(event)) return;
		event.preventDefault();
		setOver(!disabled);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: only dropping happens here, and the button beside does the same
		<div className={classes.drop} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
			{children}
			{over && (
				<div className={classes.dropHint} aria-hidden>
					<IconUpload size={22} stroke={1.6} />
					Drop the file to see its columns
				</div>
			)}
		</div>
	);
};
