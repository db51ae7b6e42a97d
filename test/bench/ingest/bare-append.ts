import { open } from "node:fs/promises";
import { join } from "node:path";
import { grouped, serveBare } from "./bare-server.js";

/** The floor of durable ingest: bodies appended to one file, one fdatasync every 20 ms. */
const file = await open(join(process.argv[2] ?? ".", "events.ndjson"), "a");
let due: Buffer[] = [];
const newline = Buffer.from("\n");

const synced = grouped(20, async () => {
	const chunk = Buffer.concat(due);
	due = [];
	await file.write(chunk);
	await file.datasync();
});

serveBare((_events, body) => {
	due.push(body, newline);
	return synced();
});
