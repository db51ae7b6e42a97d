import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { use } from "../process-use.js";

export interface IngestFigures {
	readonly server: string;
	readonly eventsPerSecond: number;
	/** Of the server's process and its children; null where the system does not tell. */
	readonly cpuSecondsPer1000: number | null;
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly peakRssBytes: number | null;
	readonly statuses: Readonly<Record<string, number>>;
	readonly bytesPerEvent: number;
	/** Events acknowledged, warm-up included, and how many the server then counts; null where a bare server has no count. */
	readonly acknowledged: number;
	readonly counted: number | null;
	/** Null where nothing is forwarded. */
	readonly forwarder: Behind | null;
}

/** What a forwarder had not sent when the load ended, and how long it then took to send it. */
export interface Behind {
	readonly events: number;
	readonly seconds: number;
}

export interface IngestOptions {
	readonly connections: number;
	readonly warmupSeconds: number;
	readonly seconds: number;
	/** More variables for the product's environment. */
	readonly env?: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, "../../..");
const node = ["--import", "tsx", "--import", "./scripts/register.mjs"];

interface Server {
	readonly name: string;
	readonly path: string;
	start(folder: string, env: IngestOptions["env"]): ChildProcess;
	/** How many events it has, asked of the running server. */
	count(folder: string): Promise<number | null>;
	/** Waits until all is forwarded, where something is. */
	catchUp(folder: string, env: IngestOptions["env"]): Promise<Behind | null>;
}

const bare = (name: string, file: string): Server => ({
	name,
	path: "/",
	start: (folder) =>
		spawn(process.execPath, [...node, `test/bench/ingest/${file}`, folder], { cwd: root, stdio: ["ignore", "pipe", "inherit"] }),
	count: () => Promise.resolve(null),
	catchUp: () => Promise.resolve(null),
});

/** The local token, as the product's own commands read it. */
const serverFile = z.object({ address: z.string(), token: z.string() });

const ask = async (folder: string, path: string): Promise<Response> => {
	const { address, token } = serverFile.parse(JSON.parse(await readFile(join(folder, "server.json"), "utf8")));
	const reply = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${token}` } });
	if (!reply.ok) throw new Error(`The server answered ${reply.status} to ${path}.`);
	return reply;
};

const behindNow = async (folder: string): Promise<number> => {
	const found = /^clickstream_stream_behind_events\{stream="forwarder"\} (\d+)/m.exec(await (await ask(folder, "/metrics")).text());
	if (!found) throw new Error("The server's metrics tell nothing of its forwarder.");
	return Number(found[1]);
};

const catchUpLimitMs = 300_000;

const product: Server = {
	name: "product (npm run serve)",
	path: "/api/ingest-batch",
	start: (folder, env) =>
		spawn("npm", ["run", "-s", "serve"], {
			cwd: root,
			env: { ...process.env, ...env, DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" },
			stdio: ["ignore", "pipe", "inherit"],
			detached: true,
		}),
	count: async (folder) => z.object({ events: z.int() }).parse(await (await ask(folder, "/api/status")).json()).events,
	catchUp: async (folder, env) => {
		if (env?.["KAFKA_BROKERS"] === undefined) return null;
		const began = performance.now();
		const events = await behindNow(folder);
		for (let left = events; left > 0; left = await behindNow(folder)) {
			if (performance.now() - began > catchUpLimitMs) throw new Error(`The forwarder is still ${left} events behind.`);
			await new Promise((done) => setTimeout(done, 100));
		}
		return { events, seconds: (performance.now() - began) / 1_000 };
	},
};

const servers: readonly Server[] = [
	bare("bare node:http + append", "bare-append.ts"),
	bare("bare node:http + DuckDB appender", "bare-duckdb.ts"),
	product,
];

/** The port in the first line that names an address. */
export const portOf = (child: ChildProcess): Promise<number> =>
	new Promise((done, fail) => {
		if (child.stdout === null) throw new Error("no stdout");
		createInterface(child.stdout).on("line", (line) => {
			const port = /http:\/\/[^:/]+:(\d+)/.exec(line)?.[1];
			if (port !== undefined) done(Number(port));
		});
		child.once("exit", (code) => fail(new Error(`The server ended with code ${code} before it listened.`)));
	});

const said = z.discriminatedUnion("type", [
	z.object({ type: z.literal("measuring") }),
	z.object({ type: z.literal("measured"), events: z.int(), seconds: z.number() }),
	z.object({
		type: z.literal("ended"),
		acknowledged: z.int(),
		statuses: z.record(z.string(), z.int()),
		p50: z.number(),
		p99: z.number(),
		bytesPerEvent: z.number(),
	}),
]);
type Said = z.infer<typeof said>;

interface Load {
	readonly on: (message: Said) => void;
	readonly port: number;
	readonly path: string;
	readonly options: IngestOptions;
}

/** Runs the load to its end, telling each of its messages as it comes. */
const runLoad = ({ on, port, path, options }: Load): Promise<void> =>
	new Promise((done, fail) => {
		const args = ["--port", port, "--path", path, "--connections", options.connections, "--warmup", options.warmupSeconds];
		const all = [...node, "test/bench/ingest/load.ts", ...args.map(String), "--seconds", String(options.seconds)];
		const child = spawn(process.execPath, all, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
		const lines = createInterface(child.stdout);
		lines.on("line", (line) => on(said.parse(JSON.parse(line))));
		child.once("error", fail);
		child.once("close", (code) => (code === 0 ? done() : fail(new Error(`The load ended with code ${code}.`))));
	});

export const stop = (child: ChildProcess): Promise<void> =>
	new Promise((done) => {
		if (child.exitCode !== null || child.pid === undefined) return done();
		// Not at npm's own end: the server has its output, too, and may still be closing its store.
		child.once("close", () => done());
		/** npm passes the signal on only within its group. */
		if (child.spawnargs.includes("serve")) process.kill(-child.pid, "SIGTERM");
		else child.kill("SIGTERM");
	});

const measure = async (server: Server, options: IngestOptions): Promise<IngestFigures> => {
	const folder = await mkdtemp(join(tmpdir(), "bench-ingest-"));
	const child = server.start(folder, options.env);
	try {
		const pid = child.pid ?? 0;
		const port = await portOf(child);
		let before = use(pid);
		let after = before;
		const heard: { measured?: Extract<Said, { type: "measured" }>; ended?: Extract<Said, { type: "ended" }> } = {};
		const on = (message: Said): void => {
			if (message.type === "measuring") before = use(pid);
			if (message.type === "measured") {
				after = use(pid);
				heard.measured = message;
			}
			if (message.type === "ended") heard.ended = message;
		};
		await runLoad({ on, port, path: server.path, options });
		const { measured, ended } = heard;
		if (measured === undefined || ended === undefined) throw new Error(`The load on ${server.name} gave no figures.`);
		const cpu = before && after ? (after.cpuSeconds - before.cpuSeconds) / (measured.events / 1000) : null;
		return {
			server: server.name,
			eventsPerSecond: measured.events / measured.seconds,
			cpuSecondsPer1000: cpu,
			p50Ms: ended.p50,
			p99Ms: ended.p99,
			peakRssBytes: after?.peakRssBytes ?? null,
			statuses: ended.statuses,
			bytesPerEvent: ended.bytesPerEvent,
			acknowledged: ended.acknowledged,
			forwarder: await server.catchUp(folder, options.env),
			counted: await server.count(folder),
		};
	} finally {
		await stop(child);
		await rm(folder, { recursive: true, force: true });
	}
};

/** Each server in turn, with the same bodies from the same load. `only` leaves the product out while it cannot be started. */
export const benchIngest = async (options: IngestOptions, say: (line: string) => void, only = ""): Promise<IngestFigures[]> => {
	const figures: IngestFigures[] = [];
	for (const server of servers.filter(({ name }) => name.includes(only))) {
		say(`ingest: ${server.name} …`);
		figures.push(await measure(server, options));
	}
	return figures;
};
