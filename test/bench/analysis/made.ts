import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { child } from "../child.js";

const made = z.object({
	events: z.int(),
	appendMs: z.number().nullable().describe("Null for a store that an earlier run filled"),
	appendCpuSeconds: z.number().describe("With the generator's own, and with the folds meanwhile"),
	foldMs: z.number().describe("What was still to fold when the last event was in"),
	rebuildMs: z.number().describe("All kept-up tables anew from the events"),
	rebuildCpuSeconds: z.number(),
	appendPeakRssBytes: z.number(),
	peakRssBytes: z.number().describe("Append and folds"),
	fileBytes: z.number(),
});
export type Made = z.infer<typeof made>;

export interface MadeStore {
	readonly path: string;
	readonly figures: Made;
	drop(): Promise<void>;
}

/** A store of so many generated events. In `data`, where one is given, it stays for the next run, and one of an earlier run is taken. */
export const makeStore = async (events: number, data: string | undefined): Promise<MadeStore> => {
	const folder = data === undefined ? await mkdtemp(join(tmpdir(), "bench-")) : join(data, String(events));
	const drop = (): Promise<void> => (data === undefined ? rm(folder, { recursive: true, force: true }) : Promise.resolve());
	await mkdir(folder, { recursive: true });
	const path = join(folder, "bench.duckdb");
	try {
		return { path, figures: await child("analysis/make.ts", [path, String(events)], made), drop };
	} catch (error) {
		await drop();
		throw error;
	}
};
