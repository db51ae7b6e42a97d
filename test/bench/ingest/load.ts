import { connect, type Socket } from "node:net";
import { parseArgs } from "node:util";
import { batchSize, fill, templates } from "./bodies.js";

/** The load, in a process of its own: so many keep-alive connections, each sending its next batch when the last was answered. */

const { values } = parseArgs({
	options: {
		port: { type: "string" },
		path: { type: "string" },
		connections: { type: "string" },
		warmup: { type: "string" },
		seconds: { type: "string" },
	},
});
const port = Number(values.port);
const path = values.path ?? "/";
const connections = Number(values.connections);

const batches = templates(1_000);
let sent = 0;
const statuses = new Map<number, number>();
/** Milliseconds from the first byte sent to the last byte received, while measuring. */
const times: number[] = [];
let measuring = false;
let stopping = false;
/** Events in batches answered with 200, from the first on: what must be there at the end. */
let acknowledged = 0;

const request = (): Buffer => {
	const number = sent++;
	const from = batches[number % batches.length];
	if (from === undefined) throw new Error("no bodies");
	const epochSeconds = Math.floor(Date.now() / 1000);
	const body = fill(from, { id: number * batchSize, lap: Math.floor(number / batches.length), epochSeconds });
	const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
	return Buffer.concat([Buffer.from(head, "latin1"), body]);
};

const note = (status: number, started: number): void => {
	statuses.set(status, (statuses.get(status) ?? 0) + 1);
	if (status === 200) acknowledged += batchSize;
	if (measuring && status === 200) times.push(performance.now() - started);
};

/** Length of the whole answer once its head is there, else null. Both kinds of body length are read. */
const answerLength = (text: string): number | null => {
	const head = text.indexOf("\r\n\r\n");
	if (head < 0) return null;
	const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1];
	if (length !== undefined) return head + 4 + Number(length);
	const end = text.indexOf("0\r\n\r\n", head + 4);
	return end < 0 ? null : end + 5;
};

const converse = (socket: Socket): Promise<void> =>
	new Promise((resolve, reject) => {
		let started = 0;
		let text = "";
		const send = (): void => {
			if (stopping) {
				socket.end();
				resolve();
				return;
			}
			text = "";
			started = performance.now();
			socket.write(request());
		};
		socket.setEncoding("latin1").setNoDelay(true);
		socket.on("data", (chunk: string) => {
			text += chunk;
			const length = answerLength(text);
			if (length === null || text.length < length) return;
			note(Number(text.slice(9, 12)), started);
			send();
		});
		socket.once("error", reject);
		socket.once("close", () => (stopping ? resolve() : reject(new Error("The server closed a connection."))));
		socket.once("connect", send);
	});

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const tell = (message: object): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);

const all = Promise.all(Array.from({ length: connections }, () => converse(connect(port, "127.0.0.1"))));
const clock = async (): Promise<void> => {
	await pause(Number(values.warmup));
	const before = acknowledged;
	measuring = true;
	const started = performance.now();
	tell({ type: "measuring" });
	await pause(Number(values.seconds));
	measuring = false;
	tell({ type: "measured", events: acknowledged - before, seconds: (performance.now() - started) / 1000 });
	stopping = true;
};
await Promise.all([clock(), all]);
times.sort((a, b) => a - b);
const quantile = (q: number): number => times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN;
const bytes = batches.reduce((sum, { bytes: body }) => sum + body.length, 0);
tell({
	type: "ended",
	acknowledged,
	statuses: Object.fromEntries(statuses),
	p50: quantile(0.5),
	p99: quantile(0.99),
	bytesPerEvent: bytes / batches.length / batchSize,
});
