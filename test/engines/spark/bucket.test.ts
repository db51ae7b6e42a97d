import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openBucket } from "../../../backend/engine/spark/bucket/bucket.js";
import { openObjects } from "../../../backend/engine/spark/bucket/objects.js";
import { openDays } from "../../../backend/engine/spark/days.js";
import type { Ground } from "../../../backend/engine/spark/ground.js";
import { type DuckStore, openDuckStore } from "../../../backend/store/duckdb/open.js";
import { type S3, startS3 } from "../../../scripts/services/s3.js";
import { event } from "../../builders/event.js";
import { type BucketLine, openLine } from "./bucket-line.js";

let folder: string;
let s3: S3;
let line: BucketLine;
let store: DuckStore;
let bucket: string;
let made = 0;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-bucket-"));
	s3 = await startS3(join(folder, "s3"));
	line = await openLine(s3.endpoint);
});
afterAll(async () => {
	await line.close();
	await s3.stop();
	await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
	store = await openDuckStore({ path: ":memory:" });
	made += 1;
	bucket = `events-${made}`;
	await mkdir(join(s3.folder, bucket));
	line.judge = () => "pass";
});
afterEach(() => store.close());

const day = Date.UTC(2026, 0, 1, 12);
const dayMs = 86_400_000;
const days = (count: number) => Array.from({ length: count }, (_, at) => event({ ts: day + at * dayMs }));

const address = () => ({ bucket, prefix: "shop/spark", region: "us-east-1", endpoint: line.endpoint, credentials: s3.credentials });
const place = (owner = "me") => ({ address: address(), owner, staging: join(folder, "staging", bucket, owner) });
const ground = (more: Partial<ReturnType<typeof address>> = {}): Ground =>
	openBucket(store, { ...place(), address: { ...address(), ...more }, jars: null, now: Date.now });

/** Keys in the bucket below the prefix, as the server has them on its disk. */
const keys = async (below = ""): Promise<string[]> => {
	const found = await readdir(join(s3.folder, bucket, "shop/spark", below), { recursive: true, withFileTypes: true });
	const from = join(s3.folder, bucket, "shop/spark", below);
	return found
		.filter((one) => one.isFile())
		.map((one) => join(one.parentPath, one.name).slice(from.length + 1))
		.sort();
};
const puts = (): string[] => line.asked.filter((one) => one.startsWith(`PUT /${bucket}/`) && one.includes("/days/"));

test("each day lies in the bucket by its content, with its mark written last; Spark is told where", async () => {
	await store.append(days(2));
	const { folders } = await openDays(ground().days).take();
	const names = (await store.snapshot(join(folder, "beside"))).folders;
	expect(folders).toEqual(names.map((name) => `s3a://${bucket}/shop/spark/server_me/days/${name}`));
	for (const name of names) {
		const files = await keys(`server_me/days/${name}`);
		expect(files).toHaveLength(2);
		const [mark = "", data = ""] = files;
		const sent = await readFile(join(s3.folder, bucket, "shop/spark/server_me/days", name, data));
		expect(sent.subarray(0, 4).toString()).toBe("PAR1");
		expect(mark).toBe(`_whole-1-${sent.length}`);
		expect(puts().filter((one) => one.includes(name))).toEqual(
			[data, mark].map((file) => `PUT /${bucket}/shop/spark/server_me/days/${name}/${file}`),
		);
	}
	expect(await readdir(join(folder, "staging", bucket))).toEqual([]);
});

test("only days whose rows changed are written again, also by the next server with this store", async () => {
	await store.append(days(3));
	await openDays(ground().days).take();
	expect(puts()).toHaveLength(6);
	await store.append([event({ ts: day + dayMs })]);
	await openDays(ground().days).take();
	const later = puts().slice(6);
	expect(later).toHaveLength(2);
	expect(later.every((one) => one.includes("day=2026-01-02/"))).toBe(true);
	await openDays(ground().days).take();
	expect(puts()).toHaveLength(8);
});

test("a day that a run reads stays until the run lets go of it, though the day has changed since", async () => {
	const kept = openDays(ground().days);
	await store.append(days(1));
	const early = await kept.take();
	await store.append(days(1));
	const late = await kept.take();
	expect(await keys("server_me/days")).toHaveLength(4);
	await early.release();
	const left = await keys("server_me/days");
	expect(left).toHaveLength(2);
	expect(late.folders[0]).toContain(left[0]?.split("/")[1]);
});

const register = new URL("../../../scripts/register.mjs", import.meta.url).href;

/** An export of the store's file in a process of its own. */
const exporting = (path: string): ChildProcess =>
	fork(fileURLToPath(new URL("./bucket-child.ts", import.meta.url)), [path, JSON.stringify(place())], {
		execArgv: ["--import", "tsx", "--import", register],
		stdio: ["ignore", "inherit", "inherit", "ipc"],
	});

test("an export that is killed midway leaves no day that is half; the next one takes what is whole, and writes the others anew", async () => {
	const path = join(folder, `${bucket}.duckdb`);
	const first = await openDuckStore({ path });
	await first.append(days(12));
	await first.close();
	let marks = 0;
	line.judge = (asked) => {
		if (asked.includes("/_whole-")) marks += 1;
		return marks > 4 ? "hold" : "pass";
	};
	const child = exporting(path);
	await vi.waitFor(() => expect(marks).toBeGreaterThan(4), { timeout: 60_000, interval: 20 });
	const ended = once(child, "exit");
	child.kill("SIGKILL");
	await ended;
	line.judge = () => "pass";
	const whole = (await keys("server_me/days")).filter((key) => key.includes("/_whole-")).map((key) => key.split("/").slice(0, 2).join("/"));
	const halves = [...new Set((await keys("server_me/days")).map((key) => key.split("/").slice(0, 2).join("/")))].filter(
		(name) => !whole.includes(name),
	);
	expect([whole.length, halves.length > 0]).toEqual([4, true]);
	// Another number of threads makes files of other names.
	for (const half of halves) await writeFile(join(s3.folder, bucket, "shop/spark/server_me/days", half, "data_7.parquet"), "of the dead");
	const before = puts().length;
	const again = await openDuckStore({ path });
	const next = openBucket(again, { ...place(), jars: null, now: Date.now });
	await next.sweep();
	expect((await openDays(next.days).take()).folders).toHaveLength(12);
	await again.close();
	expect(puts().slice(before)).toHaveLength(2 * 8);
	const left = await keys("server_me/days");
	expect(left).toHaveLength(24);
	expect(left.filter((key) => key.endsWith("data_7.parquet"))).toEqual([]);
});

test("an export that is cancelled ends, and the next one is whole", async () => {
	await store.append(days(12));
	const stop = new AbortController();
	const kept = openDays(ground().days);
	line.judge = (asked) => (asked.includes("/days/") && asked.startsWith("PUT") ? "hold" : "pass");
	const taking = expect(kept.take(stop.signal)).rejects.toMatchObject({ code: "cancelled" });
	await vi.waitFor(() => expect(puts().length).toBeGreaterThan(0), { timeout: 30_000, interval: 20 });
	stop.abort();
	await taking;
	line.judge = () => "pass";
	expect((await kept.take()).folders).toHaveLength(12);
	expect(await keys("server_me/days")).toHaveLength(24);
});

test("what a service that is busy refuses, or does not answer, is asked again; at most four times", async () => {
	await store.append(days(1));
	const busy = { status: 503, body: "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>" };
	line.judge = (_asked, before) => (before === 0 ? busy : "pass");
	expect((await openDays(ground().days).take()).folders).toHaveLength(1);
	line.judge = () => busy;
	const asked = line.asked.length;
	await expect(ground().days.bring()).rejects.toMatchObject({
		code: "engine_unavailable",
		message: expect.stringMatching(/could not write to the bucket .*SlowDown, Reduce your request rate/),
	});
	expect(line.asked.length - asked).toBe(4);
});

test("a large file goes in parts and comes out as it went in; parts that were never put together are dropped at a start", async () => {
	const partBytes = 5 * 1024 * 1024;
	const content = Buffer.from(Array.from({ length: 2 * partBytes + 77 }, (_, at) => (at * 31 + (at >> 9)) % 251));
	const file = join(folder, `${bucket}.bin`);
	await writeFile(file, content);
	const objects = openObjects(address(), { partBytes });
	expect(await objects.putFile("shop/spark/server_me/days/whole.bin", file)).toBe(content.length);
	expect((await readFile(join(s3.folder, bucket, "shop/spark/server_me/days/whole.bin"))).equals(content)).toBe(true);
	const uploads = () => line.asked.filter((one) => one.startsWith("DELETE") && one.includes("uploadId"));
	const dropped = uploads().length;
	const stop = new AbortController();
	line.judge = (asked) => {
		// Neither the second part nor the drop by who sent it gets through: as of a process that is killed.
		if (asked.includes("partNumber=2")) stop.abort();
		return asked.includes("partNumber=2") || asked.startsWith("DELETE") ? { status: 403 } : "pass";
	};
	await expect(objects.putFile("shop/spark/server_me/days/cut.bin", file, stop.signal)).rejects.toMatchObject({ code: "cancelled" });
	line.judge = () => "pass";
	const before = uploads().length;
	await ground().sweep();
	expect([before - dropped, uploads().length - before]).toEqual([1, 1]);
	await ground().sweep();
	expect(uploads().length - before).toBe(1);
});

test("what dead servers left is deleted at a start; what a living one may read is not", async () => {
	const old = new Date(Date.now() - 8 * dayMs);
	const at = join(s3.folder, bucket, "shop/spark");
	const names = [
		"server_me/run_1_1/lines/part-0.parquet",
		"server_me/days/day=2026-01-01/c/data_0.parquet",
		"server_me/asked",
		"server_other/asked",
		"server_other/days/day=2026-01-01/c/data_0.parquet",
		"server_forgotten/asked",
		"server_forgotten/days/day=2026-01-01/c/data_0.parquet",
		"server_never-asked/days/day=2026-01-01/c/data_0.parquet",
		"of somebody else",
	];
	for (const name of names) {
		await mkdir(join(at, name, ".."), { recursive: true });
		await writeFile(join(at, name), "x");
	}
	for (const name of names.filter((one) => !one.startsWith("server_other/asked"))) await utimes(join(at, name), old, old);
	await ground().sweep();
	expect(await keys()).toEqual(
		[
			"of somebody else",
			"server_me/asked",
			"server_me/days/day=2026-01-01/c/data_0.parquet",
			"server_other/asked",
			"server_other/days/day=2026-01-01/c/data_0.parquet",
		].sort(),
	);
});

const wrongRegion = (region: string) => ({
	status: 301,
	headers: { "x-amz-bucket-region": region },
	body: "<Error><Code>PermanentRedirect</Code></Error>",
});
const noRight = { status: 403, body: "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>" };

test.each([
	["no such bucket", { bucket: "not-there" }, null, /There is no such bucket: the bucket not-there at http.*SPARK_DATA/],
	[
		"a key that is not known",
		{ credentials: { accessKeyId: "nobody", secretAccessKey: "s3cret-of-nobody", sessionToken: null } },
		null,
		/not right \(InvalidAccessKeyId\).*AWS_ACCESS_KEY_ID/,
	],
	[
		"a secret that is not its key's",
		{ credentials: { accessKeyId: "console", secretAccessKey: "s3cret-of-nobody", sessionToken: null } },
		null,
		/not right \(SignatureDoesNotMatch\).*AWS_SECRET_ACCESS_KEY/,
	],
	[
		"nobody there",
		{ endpoint: "http://127.0.0.1:9" },
		null,
		/The bucket .* at http:\/\/127.0.0.1:9 did not answer, tried 4 times.*AWS_ENDPOINT_URL_S3/,
	],
	["another region", {}, wrongRegion("eu-west-1"), /is in the region eu-west-1, and was asked for in us-east-1.*AWS_REGION=eu-west-1/],
	["no rights", {}, noRight, /no right to (?:write to|list) the bucket .*AccessDenied.*s3:PutObject/],
	["no S3 service", {}, { status: 404, body: "<html>Not found</html>" }, /no S3 service: it said 404.*AWS_ENDPOINT_URL_S3/],
] as const)("%s is told with where and what to do, and no secret", async (_name, more, answer, message) => {
	await store.append(days(1));
	if (answer !== null) line.judge = () => answer;
	for (const ask of [() => ground(more).days.bring(), () => ground(more).sweep()]) {
		const error = await ask().then(
			() => null,
			(reason: unknown) => reason as Error,
		);
		expect(error).toMatchObject({ code: "engine_unavailable", details: { local: true } });
		expect(error?.message).toMatch(message);
		expect(`${error?.message} ${error?.stack}`).not.toMatch(/s3cret|secret of the tests/);
	}
});
