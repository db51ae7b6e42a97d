import { totalmem } from "node:os";

const megabyte = 1_000_000;

/**
 * What DuckDB may hold in memory before it writes to its temporary folder beside the file, in megabytes: a quarter of the machine's
 * memory, or of what the container may have, between 512 MB and 1 GB. Beyond it lies what DuckDB does not count, and Node.
 */
export const memoryLimit = (machine = totalmem(), container = process.constrainedMemory()): string => {
	const had = container > 0 ? Math.min(machine, container) : machine;
	return `${Math.round(Math.min(1_000, Math.max(512, had / 4 / megabyte)))}MB`;
};
