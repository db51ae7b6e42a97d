import type { Client } from "../../../../backend/client/client.js";
import { readErrorBody, toAppError } from "../../../../backend/client/failures.js";
import { AppError } from "../../../../backend/contract/errors.js";
import { type FileInfo, fileInfo } from "../../../../backend/contract/transfer.js";

interface Opening {
	readonly signal: AbortSignal;
	readonly onSent: (sent: number, total: number) => void;
}

/** What the importer needs of the outside. */
export interface ImportSource {
	readonly client: Client;
	readonly open: (file: File, opening: Opening) => Promise<FileInfo>;
	/** Epoch ms. */
	readonly now: () => number;
	/** Called after a run, however it ended: rows may have been written. */
	readonly onWritten: () => void;
}

/** In the desktop window the file stays where it is and only its path is told; a browser sends the bytes. */
export const fileOpener =
	(client: Client, pathOf: ((file: File) => string) | null) =>
	(file: File, opening: Opening): Promise<FileInfo> => {
		const path = pathOf?.(file) ?? "";
		return path === "" ? upload(file, opening) : client.transfer.open({ path }, { signal: opening.signal });
	};

/** XMLHttpRequest, since fetch tells nothing of how much of a body has been sent. The browser streams the file from disk. */
const upload = (file: File, { signal, onSent }: Opening): Promise<FileInfo> =>
	new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", `/api/imports/files?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader("Content-Type", "application/octet-stream");
		request.upload.onprogress = ({ loaded }) => onSent(loaded, file.size);
		request.onload = () => {
			try {
				resolve(readReply(request));
			} catch (error) {
				reject(toAppError(error));
			}
		};
		request.onerror = () => reject(new AppError("store_unavailable", interrupted(file.name)));
		request.onabort = () => reject(new AppError("cancelled", `Sending ${file.name} was cancelled.`));
		signal.addEventListener("abort", () => request.abort(), { once: true });
		request.send(file);
	});

const interrupted = (name: string): string =>
	`${name} was not sent. The connection ended, or the file was changed or moved meanwhile. Choose the file again.`;

const readReply = (request: XMLHttpRequest): FileInfo => {
	const body = parsed(request.responseText);
	if (request.status === 200) return fileInfo.parse(body);
	throw readErrorBody(body, request.status) ?? new AppError("internal", `The server answered ${request.status} to the file. Try again.`);
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
};
