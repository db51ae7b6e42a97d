import { open } from "node:fs/promises";
import { damagedLog } from "./failures.js";
import { isMissing } from "./files.js";

/** How every write-ahead log of DuckDB begins: field 100, the entry kind "version", field 101. */
const start = Buffer.from([0x64, 0x00, 0x62, 0x65, 0x00]);

const firstBytes = async (file: string): Promise<Buffer> => {
	const handle = await open(file, "r");
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(start.length), 0, start.length, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};

/**
 * Refuses to open a store whose write-ahead log does not begin as one: DuckDB takes such a log for nothing, opens the store
 * without the events in it, and deletes it at the next checkpoint.
 */
export const checkLog = async (path: string): Promise<void> => {
	const bytes = await firstBytes(`${path}.wal`).catch((error: unknown) => {
		if (isMissing(error)) return Buffer.alloc(0);
		throw error;
	});
	if (bytes.length > 0 && !start.subarray(0, bytes.length).equals(bytes)) throw damagedLog(`${path}.wal`);
};
