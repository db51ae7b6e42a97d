import { open, readFile, stat } from "node:fs/promises";
import type { BucketAddress } from "./address.js";
import { type Asked, openRequests, type Requests } from "./requests.js";
import { elements, textOf } from "./xml.js";

export interface Stored {
	/** From the bucket's root. */
	readonly key: string;
	readonly bytes: number;
	/** Epoch ms. */
	readonly changed: number;
}

/** Objects of a bucket. Every call rejects as Requests.ask does. */
export interface Objects {
	/** All whose key begins so, in order. */
	list(prefix: string, signal?: AbortSignal): Promise<Stored[]>;
	/** What lies right in a folder: the names of its folders, each with a slash at its end. `folder` ends with one, or is empty. */
	folders(folder: string): Promise<string[]>;
	put(key: string, body: Uint8Array<ArrayBuffer> | string, signal?: AbortSignal): Promise<void>;
	/** One that is large goes in parts; it is there whole or not at all. Gives its bytes. */
	putFile(key: string, path: string, signal?: AbortSignal): Promise<number>;
	/** One that is not there is no failure. */
	remove(keys: readonly string[]): Promise<void>;
	/** Parts that were sent and never put together, of keys that begin so: they are listed nowhere, and paid for. */
	dropParts(prefix: string): Promise<void>;
}

/** What is held in memory of a file that is sent. S3 takes parts of 5 MiB or more, 10,000 of them: here 160 GB. */
const usualPartBytes = 16 * 1024 * 1024;
const atOnce = 8;

const asStored = (xml: string): Stored => ({
	key: textOf(xml, "Key") ?? "",
	bytes: Number(textOf(xml, "Size")),
	changed: Date.parse(textOf(xml, "LastModified") ?? ""),
});

/** Works on all, some at a time. Where one fails the others are stopped, and are over when it rejects with that failure. */
export const onEach = async <T>(
	items: Iterable<T>,
	work: (item: T, signal: AbortSignal) => Promise<void>,
	{ width, signal }: { readonly width: number; readonly signal?: AbortSignal | undefined },
): Promise<void> => {
	const stop = new AbortController();
	const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
	const left = [...items];
	const failures: unknown[] = [];
	const some = async (): Promise<void> => {
		for (let item = left.shift(); item !== undefined && failures.length === 0; item = left.shift())
			try {
				await work(item, either);
			} catch (error) {
				failures.push(error);
				stop.abort();
			}
	};
	await Promise.all(Array.from({ length: width }, some));
	if (failures.length > 0) throw failures[0];
};

/** Every page of a list. */
const pages = async (requests: Requests, query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<string[]> => {
	const found: string[] = [];
	for (let token: string | null = null; ; ) {
		const more = token === null ? {} : { "continuation-token": token };
		const { body } = await requests.ask({ action: "list", method: "GET", query: { "list-type": "2", ...query, ...more }, signal });
		found.push(body);
		token = textOf(body, "IsTruncated") === "true" ? textOf(body, "NextContinuationToken") : null;
		if (token === null) return found;
	}
};

/** Sends the file in parts; what was sent of one that fails is dropped. */
const putParts = async (requests: Requests, { key, path, partBytes, signal }: PartsOf): Promise<void> => {
	const of: Pick<Asked, "action" | "key" | "signal"> = { action: "write to", key, signal };
	const { body } = await requests.ask({ ...of, method: "POST", query: { uploads: "" } });
	const uploadId = textOf(body, "UploadId") ?? "";
	const file = await open(path, "r");
	try {
		const tags: string[] = [];
		const part = new Uint8Array(partBytes);
		for (let at = 0, read = -1; read !== 0; at += read) {
			read = (await file.read(part, 0, partBytes, at)).bytesRead;
			if (read === 0) break;
			const query = { partNumber: String(tags.length + 1), uploadId };
			tags.push((await requests.ask({ ...of, method: "PUT", query, body: part.subarray(0, read) })).headers.get("etag") ?? "");
		}
		const told = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join("");
		const whole = `<CompleteMultipartUpload>${told}</CompleteMultipartUpload>`;
		await requests.ask({ ...of, method: "POST", query: { uploadId }, body: whole });
	} catch (error) {
		// Its own failure says nothing more than the first; the next start drops what is left.
		await requests.ask({ action: "write to", key, method: "DELETE", query: { uploadId } }).catch(() => undefined);
		throw error;
	} finally {
		await file.close();
	}
};

interface PartsOf {
	readonly key: string;
	readonly path: string;
	readonly partBytes: number;
	readonly signal: AbortSignal | undefined;
}

export const openObjects = (address: BucketAddress, { partBytes = usualPartBytes }: { readonly partBytes?: number } = {}): Objects => {
	const requests = openRequests(address);
	const put: Objects["put"] = async (key, body, signal) => {
		await requests.ask({ action: "write to", method: "PUT", key, body, signal });
	};
	return {
		list: async (prefix, signal) => (await pages(requests, { prefix }, signal)).flatMap((page) => elements(page, "Contents").map(asStored)),
		folders: async (folder) =>
			(await pages(requests, { prefix: folder, delimiter: "/" })).flatMap((page) =>
				elements(page, "CommonPrefixes").map((one) => (textOf(one, "Prefix") ?? "").slice(folder.length)),
			),
		put,
		putFile: async (key, path, signal) => {
			const { size } = await stat(path);
			if (size <= partBytes) await put(key, new Uint8Array(await readFile(path)), signal);
			else await putParts(requests, { key, path, partBytes, signal });
			return size;
		},
		remove: (keys) =>
			onEach(
				keys,
				async (key, signal) => {
					await requests.ask({ action: "delete in", method: "DELETE", key, signal });
				},
				{ width: atOnce },
			),
		dropParts: async (prefix) => {
			for (let more = true; more; ) {
				const { body } = await requests.ask({ action: "list", method: "GET", query: { uploads: "", prefix } });
				for (const one of elements(body, "Upload")) {
					const key = textOf(one, "Key") ?? "";
					await requests.ask({ action: "delete in", method: "DELETE", key, query: { uploadId: textOf(one, "UploadId") ?? "" } });
				}
				more = textOf(body, "IsTruncated") === "true";
			}
		},
	};
};
