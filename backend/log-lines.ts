import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Bytes of a log file before the next is begun, and how many are kept. */
const mostBytes = 1_000_000;
const mostFiles = 5;
/** As many lines as a report of a fault needs. */
const remembered = 200;

const name = (folder: string, age: number): string => join(folder, age === 0 ? "console.log" : `console.${age}.log`);

/** console.log becomes console.1.log, and so on; the oldest is overwritten. */
const rotate = (folder: string): void => {
	for (let age = mostFiles - 2; age >= 0; age--) {
		try {
			renameSync(name(folder, age), name(folder, age + 1));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
		}
	}
};

/** A file of the user alone that is begun anew at a size. */
const openFile = (folder: string, limit: number): ((line: string) => void) => {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const open = (): number => openSync(name(folder, 0), "a", 0o600);
	let file = open();
	let bytes = statSync(name(folder, 0)).size;
	return (line) => {
		if (bytes > 0 && bytes + line.length > limit) {
			closeSync(file);
			rotate(folder);
			file = open();
			bytes = 0;
		}
		bytes += writeSync(file, line);
	};
};

export interface LogLines {
	/** For the logger. */
	write(line: string): void;
	/** The newest lines, oldest first, without the names of this computer's folders. */
	recent(): readonly string[];
}

export interface LogLinesOptions {
	/** Folder of the files; null for none: a server's stderr is kept by whoever runs it. */
	readonly folder: string | null;
	/** Whose place the lines are not to tell. */
	readonly dataDir: string;
	readonly limit?: number;
	readonly toStderr?: (line: string) => void;
}

/** Where log lines go: to stderr, to a file that is rotated, and to the memory that diagnostics are copied from. */
export const openLogLines = ({ folder, dataDir, limit = mostBytes, toStderr }: LogLinesOptions): LogLines => {
	const toFile = folder === null ? null : openFile(folder, limit);
	const lines: string[] = [];
	const withoutPlaces = (line: string): string => line.replaceAll(dataDir, "(data folder)").replaceAll(homedir(), "(home)");
	return {
		write: (line) => {
			(toStderr ?? ((text) => writeSync(2, text)))(line);
			toFile?.(line);
			lines.push(line.trimEnd());
			if (lines.length > remembered) lines.shift();
		},
		recent: () => lines.map(withoutPlaces),
	};
};
