import { IconFileImport, IconUpload } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { isDesktop } from "../../app/client.js";
import classes from "./door.module.css";
import { FilePicker } from "./file-picker.js";

interface DoorProps {
	readonly onFile: (file: File) => void;
	/** Which files, and what becomes of them. */
	readonly children: ReactNode;
}

/** The first step: choose a file or drop it. */
export const Door = ({ onFile, children }: DoorProps) => (
	<section className={classes.door} aria-label="Choose a file">
		<IconFileImport size={28} stroke={1.4} aria-hidden />
		<div>
			<p className={classes.doorTitle}>Choose a file, or drop it here</p>
			<p>{children}</p>
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
	/** What dropping brings. */
	readonly hint: string;
	readonly children: ReactNode;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

/** The whole view takes a dropped file; the pointer alone has this way, keys have the button. */
export const DropTarget = ({ onFile, disabled, hint, children }: DropProps) => {
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
					{hint}
				</div>
			)}
		</div>
	);
};
