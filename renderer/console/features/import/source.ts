import type { Client } from "../../../../backend/client/client.js";
import { readErrorBody, toAppError } from "../../../../backend/client/failures.js";
import { AppError } from "../../../../backend/contract/errors.js";
import type { FileInfo } from "../../../../backend/contract/transfer.js";

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
	async (file: File, opening: Opening): Promise<FileInfo> => {
		if (!pathOf) return upload(file, opening);
		const path = pathOf(file);
		if (path === "") throw new AppError("bad_request", placeless(file.name));
		return client.transfer.open({ path }, { signal: opening.signal });
	};

/** Such as a picture dragged out of a page, or an attachment out of a mail program. */
const placeless = (name: string): string =>
	`${name} is not a file on this computer, but was handed over by another program. Save it to a folder, then choose it there.`;

/** XMLHttpRequest, since fetch tells nothing of how much of a body has been sent. The browser streams the file from disk. */
const upload = (file: File, { signal, onSent }: Opening): Promise<FileInfo> =>
	new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", `/api/imports/files?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader("Content-Type", "application/octet-stream");
		request.upload.onprogress = ({ loaded }) => onSent(loaded, file.size);
		request.onload = () => {
			readReply(request).then(resolve, (error: unknown) => reject(toAppError(error)));
		};
		request.onerror = () => reject(new AppError("store_unavailable", interrupted(file.name)));
		request.onabort = () => reject(new AppError("cancelled", `Sending ${file.name} was cancelled.`));
		signal.addEventListener("abort", () => request.abort(), { once: true });
		request.send(file);
	});

const interrupted = (name: string): string =>
	`${name} was not sent. The connection ended, or the file was changed or moved meanwhile. Choose the file again.`;

/** The schema is fetched when a file was sent: the importer is part of the first screen, and the schema would be too. */
const readReply = async (request: XMLHttpRequest): Promise<FileInfo> => {
	const body = parsed(request.responseText);
	if (request.status === 200) return (await import("../../../../backend/contract/transfer.js")).fileInfo.parse(body);
	throw readErrorBody(body, request.status) ?? new AppError("internal", `The server answered ${request.status} to the file. Try again.`);
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
};
