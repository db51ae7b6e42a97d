import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "../../backend/client/client.js";
import { readConfig } from "../../backend/config.js";
import type { CheckResult, ExportFormat, ImportRecord, Mapping } from "../../backend/contract/transfer.js";
import { type Backend, compose } from "../../backend/main.js";

export interface TransferBackend extends Backend {
	/** An empty folder beside the data folder. */
	readonly folder: string;
	remove(): Promise<void>;
}

/** The whole product on an own data folder; asked in this process, and over HTTP when it listens. */
export const openBackend = async (options: { readonly listen?: "must"; readonly dataDir?: string } = {}): Promise<TransferBackend> => {
	const folder = await mkdtemp(join(tmpdir(), "transfer-"));
	const dataDir = options.dataDir ?? join(folder, "data");
	const backend = await compose(readConfig({ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent" }), { listen: options.listen ?? "never" });
	const remove = async (): Promise<void> => {
		await backend.close();
		await rm(folder, { recursive: true, force: true });
	};
	return Object.assign(backend, { folder, remove });
};

type Done<R> = { readonly type: "done"; readonly result: R };

const resultOf = async <R>(messages: AsyncIterable<Done<R> | { readonly type: "progress" }>): Promise<R> => {
	for await (const message of messages) if (message.type === "done") return message.result;
	throw new Error("The stream ended without a result");
};

export interface Asked {
	readonly over?: Partial<Mapping>;
	readonly again?: boolean;
	readonly signal?: AbortSignal;
}

/** Opens a file and imports it as it was guessed, or with what the test is about in its place. */
export const importFile = async (client: Client, path: string, { over = {}, again = false, signal }: Asked = {}): Promise<ImportRecord> => {
	const info = await client.transfer.open({ path });
	const mapping = { ...info.mapping, ...over };
	return resultOf(await client.transfer.run({ file_id: info.file_id, mapping, again }, signal ? { signal } : {}));
};

export const checkFile = async (client: Client, path: string, over: Partial<Mapping> = {}): Promise<CheckResult> => {
	const info = await client.transfer.open({ path });
	return resultOf(await client.transfer.check({ file_id: info.file_id, mapping: { ...info.mapping, ...over } }));
};

/** Writes events to a file; tells how many. */
export const exportFile = async (client: Client, path: string, format: ExportFormat, filter: object = {}): Promise<number> => {
	for await (const message of await client.transfer.exportTo({ path, format, filter })) if (message.type === "done") return message.rows;
	throw new Error("The stream ended without a result");
};

export type Exported = Readonly<Record<string, unknown>>;

/** Every event of the store, as an NDJSON export has it. */
export const allEvents = async (backend: TransferBackend): Promise<Exported[]> => {
	const path = join(backend.folder, `all-${Math.random().toString(36).slice(2)}.ndjson`);
	await exportFile(backend.client, path, "ndjson");
	const text = await readFile(path, "utf8");
	await rm(path);
	return text
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Exported);
};

/** A backend of its own for `work`, gone with its folder afterwards. */
export const fresh = async <T>(work: (own: TransferBackend) => Promise<T>, options: Parameters<typeof openBackend>[0] = {}): Promise<T> => {
	const own = await openBackend(options);
	try {
		return await work(own);
	} finally {
		await own.remove();
	}
};

export const written = async (own: TransferBackend, name: string, content: string | Uint8Array): Promise<string> => {
	const path = join(own.folder, name);
	await writeFile(path, content);
	return path;
};

/** A file of so many page views of seven visitors. */
export const clicks = (rows: number, name = "clicks"): string =>
	["ts,visitor_id,event_type,page", ...Array.from({ length: rows }, (_, at) => `2026-01-01T00:00:00Z,${name}-${at % 7},pageview,/p`)].join(
		"\n",
	);
