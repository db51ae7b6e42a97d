import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MoveProgress } from "../../backend/contract/storage.js";
import { missingBackups } from "../../backend/store/depot-port.js";
import { type DuckStore, openDuckStore } from "../../backend/store/duckdb/open.js";
import { type MongoStore, openMongoStore } from "../../backend/store/mongo/open.js";
import type { NoiseStore } from "../../backend/store/noise-port.js";
import type { Store } from "../../backend/store/ports.js";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { event } from "../builders/event.js";
import { mover, type Told } from "./mover.js";
import { cleanUp, stock } from "./stock.js";
import { toldBy } from "./told-by.js";

let folder: string;
let mongo: Mongo;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-move-"));
	mongo = await startMongo(join(folder, "engine"));
});
afterAll(async () => {
	await mongo.stop();
	await rm(folder, { recursive: true, force: true });
});

const script = fileURLToPath(new URL("./mover-child.ts", import.meta.url));
const register = new URL("../../scripts/register.mjs", import.meta.url).href;

/** Runs a move in a process of its own, which is killed amid the events; the last that it told. */
const killed = async (from: string, to: string): Promise<Told> => {
	const child = fork(script, [from, to], {
		execArgv: ["--import", "tsx", "--import", register],
		stdio: ["ignore", "inherit", "inherit", "ipc"],
	});
	let last: Told = {};
	child.on("message", (told: Told) => {
		last = told;
		if (told.progress && amid(told.progress)) child.kill("SIGKILL");
	});
	await once(child, "exit");
	return last;
};

/** Runs a move to its end, or stops it when `until` holds of what it told. */
const move = (
	from: string | DuckStore,
	to: string,
	until: (told: MoveProgress) => boolean = () => false,
	cleanupDirs: { readonly from?: string; readonly to?: string } = {},
): Promise<Told> => {
	const stop = new AbortController();
	const tell = (progress: MoveProgress): void => {
		if (until(progress)) stop.abort();
	};
	return mover(from, to, { tell, signal: stop.signal, cleanupDirs });
};

/** A console on the database of the name, with a copy of its own. */
const sharedStore = async (database: string): Promise<MongoStore> =>
	openMongoStore({
		uri: mongo.uri,
		database,
		replica: await openDuckStore({ path: join(folder, `${database}-replica.duckdb`) }),
		statePath: join(folder, `${database}-replica.json`),
		patienceMs: 60_000,
	});

const amid = ({ step, done, total }: MoveProgress): boolean => step === "events" && done > total / 3 && done < total;

/** All events as an export has them: another way of reading than the move's own. */
const exported = async (store: Store, name: string): Promise<string[]> => {
	const path = join(folder, `${name}.ndjson`);
	await store.write({ path, format: "ndjson", filter: { noise: "show" } });
	return (await readFile(path, "utf8")).split("\n");
};

/** Lines that one has and the other has not. */
const differing = (one: readonly string[], other: readonly string[]): string[] => {
	const [ones, others] = [new Set(one), new Set(other)];
	return [...one.filter((line) => !others.has(line)), ...other.filter((line) => !ones.has(line))];
};

const day = Date.UTC(2024, 0, 1);

describe("all data of a store, moved to the other kind", () => {
	const place = (name: string): string => join(folder, name);
	let source: DuckStore;
	beforeAll(async () => {
		source = await openDuckStore({ path: place("source.duckdb") });
		await stock(source, 12_000);
		await source.close();
	});

	test("goes on where it was killed, into MongoDB and back, and is the same in every field, kind and order", {
		timeout: 110_000,
	}, async () => {
		const uri = `${mongo.uri}/moved`;
		expect((await killed(place("source.duckdb"), uri)).result, "it was killed amid the events").toBeUndefined();
		const client = new MongoClient(mongo.uri);
		const before = await client.db("moved").collection("events").countDocuments();
		expect(before).toBeGreaterThan(0);
		const there = await move(place("source.duckdb"), uri);
		expect(there.failure).toBeUndefined();
		expect(there.result).toMatchObject({ events: 12_000, unmoved: [] });
		expect(await client.db("moved").collection("events").countDocuments()).toBe(12_000);
		await client.close();

		const shared = await sharedStore("moved");
		const back = await (async () => {
			const toldThere = await toldBy(shared);
			await shared.close();
			expect((await killed(uri, place("back.duckdb"))).result, "it was killed amid the events").toBeUndefined();
			const done = await move(uri, place("back.duckdb"));
			expect(done.failure).toBeUndefined();
			expect(done.result?.checksum).toBe(there.result?.checksum);
			expect(done.result?.records).toEqual(there.result?.records);
			return toldThere;
		})();

		const [one, other] = [await openDuckStore({ path: place("source.duckdb") }), await openDuckStore({ path: place("back.duckdb") })];
		try {
			expect(await exported(other, "back")).toEqual(await exported(one, "source"));
			const told = await toldBy(one);
			expect(await toldBy(other)).toEqual(told);
			expect(back).toEqual(told);
			const flagged = { noise: "only" } as const;
			expect(await other.count(flagged)).toBe(await one.count(flagged));
		} finally {
			await one.close();
			await other.close();
		}
	});

	test("takes clean-up runs along: each can be undone and redone there, and what was deleted comes back as it was", {
		timeout: 60_000,
	}, async () => {
		const [first, uri, last] = [place("runs.duckdb"), `${mongo.uri}/runs`, place("runs-back.duckdb")];
		const dirs = { first: place("runs-kept"), last: place("runs-back-kept") };
		const store = await openDuckStore({ path: first, cleanupDir: dirs.first });
		await stock(store, 1_500);
		const whole = await exported(store, "whole");
		await cleanUp(store);
		const runs = await store.runs(9);
		const cleaned = await exported(store, "cleaned");
		await store.close();
		expect(cleaned.length).toBeLessThan(whole.length);
		/** Takes all back, in an order in which marks on what is deleted change meanwhile, and puts a mark back. */
		const turned = async (one: Store & NoiseStore, name: string) => {
			const told = (await one.runs(9)).map(({ backup, ...run }) => ({ ...run, backup: backup !== null }));
			expect(told).toEqual(runs.map(({ backup, ...run }) => ({ ...run, backup: backup !== null })));
			expect(differing(cleaned, await exported(one, `${name}-cleaned`))).toEqual([]);
			const noisy = async () => one.count({ noise: "only" });
			const counts = [await noisy()];
			for (const turn of ["redo 4", "undo 1", "undo 2", "undo 3", "redo 1", "undo 4", "undo 1"]) {
				const [way, run] = turn.split(" ");
				await one[way === "undo" ? "undo" : "redo"](Number(run), { at: day + 9 });
				counts.push(await noisy());
			}
			expect(differing(whole, await exported(one, `${name}-whole`)), "all as before the first run").toEqual([]);
			return counts;
		};
		const there = await move(first, uri, undefined, { from: dirs.first });
		expect(there.failure).toBeUndefined();
		expect(there.result?.unmoved).toEqual([]);
		const back = await move(uri, last, undefined, { to: dirs.last });
		expect(back.failure).toBeUndefined();
		expect(back.result?.records).toEqual(there.result?.records);

		const one = await openDuckStore({ path: first, cleanupDir: dirs.first });
		const expected = await turned(one, "first");
		await one.close();
		const shared = await sharedStore("runs");
		expect(await turned(shared, "shared")).toEqual(expected);
		await shared.close();
		const other = await openDuckStore({ path: last, cleanupDir: dirs.last });
		expect(await turned(other, "last")).toEqual(expected);
		await other.close();
	});

	test("is refused while a clean-up run is under way in the source, either way, and goes once that has ended", {
		timeout: 60_000,
	}, async () => {
		const [path, uri, back] = [place("cleaning.duckdb"), `${mongo.uri}/cleaning`, place("cleaning-back.duckdb")];
		const line = { action: "tag", at: day, since: null } as const;
		/** The move is refused while the run is there, and is not once it is given up. */
		const movedAfter = async (source: Store & NoiseStore, where: string, start: () => Promise<Told>): Promise<Told> => {
			const run = await source.begin(line);
			const refused = await start();
			expect(refused.failure).toContain(`A clean-up run (${run}) is under way in ${where}. Nothing was moved.`);
			expect(refused.result).toBeUndefined();
			await source.giveUp(run, null);
			return start();
		};
		const store = await openDuckStore({ path });
		await stock(store, 100);
		const there = await movedAfter(store, path, () => move(store, uri));
		expect(there.failure).toBeUndefined();
		await store.close();
		const shared = await sharedStore("cleaning");
		const again = await movedAfter(shared, shared.where, () => move(uri, back));
		expect(again.failure).toBeUndefined();
		expect(again.result?.checksum).toBe(there.result?.checksum);
		await shared.close();
	});

	test("tells of a deletion whose backup is not where it belongs, either way; the run is moved, and its undoing says what is missing", {
		timeout: 60_000,
	}, async () => {
		const [path, uri, back] = [place("lost.duckdb"), `${mongo.uri}/lost`, place("lost-back.duckdb")];
		const [kept, keptBack] = [place("lost-kept"), place("lost-back-kept")];
		const store = await openDuckStore({ path, cleanupDir: kept });
		await stock(store, 600);
		await cleanUp(store);
		const deletion = (await store.runs(9)).find(({ action }) => action === "delete");
		const { events } = await store.counts();
		await store.close();
		await rm(join(kept, deletion?.backup ?? ""));
		const lost = [{ what: missingBackups, count: 1 }];
		const there = await move(path, uri, undefined, { from: kept });
		expect(there).toMatchObject({ result: { events, unmoved: lost } });
		const shared = await sharedStore("lost");
		await expect(shared.undo(deletion?.run ?? 0, { at: day + 9 })).rejects.toThrow(/^The backup \S+ is not in the database/);
		await shared.close();
		expect(await move(uri, back, undefined, { to: keptBack })).toMatchObject({ result: { events, unmoved: lost } });
		const last = await openDuckStore({ path: back, cleanupDir: keptBack });
		await expect(last.undo(deletion?.run ?? 0, { at: day + 9 })).rejects.toThrow(/backup/i);
		await last.close();
	});

	test("is refused where the target holds other data, which stays as it is", async () => {
		const other = await openDuckStore({ path: place("other.duckdb") });
		await other.append([event({ eventId: "mine" })]);
		await other.close();
		const told = await move(`${mongo.uri}/moved`, place("other.duckdb"));
		expect(told.failure).toContain("holds 1 events");
		expect(told.failure).toContain("Nothing was changed");
		const again = await openDuckStore({ path: place("other.duckdb") });
		expect((await again.counts()).events).toBe(1);
		await again.close();
		expect((await move(place("other.duckdb"), `${mongo.uri}/moved`)).failure, "a finished move's target is in use").toContain(
			"12,000 events",
		);
	});

	test("goes on after it was stopped, tells that the target was changed behind its back, and is then moved anew", {
		timeout: 60_000,
	}, async () => {
		const uri = `${mongo.uri}/spoiled`;
		const small = place("small.duckdb");
		const store = await openDuckStore({ path: small });
		await stock(store, 500);
		await store.close();
		const stopped = await move(small, uri, ({ step }) => step === "users");
		expect(stopped.failure).toContain("start it again to go on where it was");
		const client = new MongoClient(mongo.uri);
		const spoiled = await client
			.db("spoiled")
			.collection("events")
			.updateOne({ page: { $exists: true } }, { $set: { page: "/spoiled" } });
		expect(spoiled.modifiedCount).toBe(1);
		await client.close();
		expect((await move(small, uri)).failure).toContain("events (the same number, another content)");
		expect((await move(small, uri)).result).toMatchObject({ events: 500 });
	});
});
