import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SnapshotWriter } from "../../../store/snapshot-port.js";
import type { Shelf } from "../ground.js";
import { type Objects, onEach, type Stored } from "./objects.js";

export interface BucketShelf {
	readonly objects: Objects;
	readonly source: SnapshotWriter;
	readonly staging: string;
	/** Before the names of days in keys, with a slash at its end. */
	readonly at: string;
	/** The key of what is written whenever the days are asked for. */
	readonly asked: string;
}

/** Days that are sent at once; of each file of them one part is held in memory. */
const daysAtOnce = 4;

/**
 * A day is whole once this lies beside its files: written last, and named by how many they are and their bytes, so that one list of keys
 * tells whole days from halves. Spark reads no file whose name begins so.
 */
const mark = (files: readonly number[]): string => `_whole-${files.length}-${files.reduce((sum, bytes) => sum + bytes, 0)}`;

const isMark = (file: string): boolean => file.startsWith("_whole-");

/** What is under one name. */
type Files = Map<string, Stored>;

const byName = (stored: readonly Stored[], at: string): Map<string, Files> => {
	const days = new Map<string, Files>();
	for (const one of stored) {
		const [day = "", content = "", file = ""] = one.key.slice(at.length).split("/");
		const name = `${day}/${content}`;
		days.set(name, (days.get(name) ?? new Map()).set(file, one));
	}
	return days;
};

const isWhole = (files: Files): boolean => {
	const data = [...files].filter(([file]) => file !== "" && !isMark(file)).map(([, { bytes }]) => bytes);
	return files.has(mark(data));
};

/** The mark first: what is cut off after it left no whole day. */
const removeFiles = async (objects: Objects, files: Files): Promise<void> => {
	const keys = (ofMark: boolean): string[] => [...files].filter(([file]) => isMark(file) === ofMark).map(([, { key }]) => key);
	await objects.remove(keys(true));
	await objects.remove(keys(false));
};

/** `at` of what it gives is the key. */
export const bucketShelf = ({ objects, source, staging, at, asked }: BucketShelf): Shelf => {
	/** As it was listed by the last `bring`. */
	let listed = new Map<string, Files>();
	const send = async (name: string, signal: AbortSignal): Promise<void> => {
		const half = listed.get(name);
		if (half) await removeFiles(objects, half); // Its files need not have the names of those that are sent now.
		listed.set(name, new Map());
		const from = join(staging, name);
		const sent: number[] = [];
		for (const file of await readdir(from)) sent.push(await objects.putFile(`${at}${name}/${file}`, join(from, file), signal));
		await objects.put(`${at}${name}/${mark(sent)}`, "", signal);
	};
	return {
		bring: async (signal) => {
			await objects.put(asked, "", signal);
			listed = byName(await objects.list(at, signal), at);
			const whole = new Set([...listed].filter(([, files]) => isWhole(files)).map(([name]) => name));
			const { folders } = await source.snapshot(staging, signal, whole);
			const missing = folders.filter((name) => !whole.has(name));
			await onEach(missing, send, { width: daysAtOnce, signal });
			await rm(staging, { recursive: true, force: true });
			return folders;
		},
		names: () => Promise.resolve([...listed.keys()]),
		remove: async (name) => {
			const files = byName(await objects.list(`${at}${name}/`), at).get(name);
			if (files) await removeFiles(objects, files);
			listed.delete(name);
		},
		at: (name) => `${at}${name}`,
	};
};
