"use strict";

/**
 * Runs in a process of its own: a real MongoDB engine over TCP on 127.0.0.1, for tests. `mongo-host.cjs PACKAGE FOLDER PORT`.
 * Says READY when it answers. Ends on SIGTERM, or when whoever started it is gone (stdin ends).
 */
const fs = require("node:fs");
const net = require("node:net");
const os = require("node:os");
const path = require("node:path");

const [pack, folder, port] = process.argv.slice(2);

/** A command as an OP_MSG; fields are texts and 32-bit numbers. */
const message = (fields) => {
	const parts = Object.entries(fields).map(([name, value]) => {
		const key = Buffer.from(`${name}\0`);
		const head = Buffer.alloc(4);
		if (typeof value === "number") {
			head.writeInt32LE(value);
			return Buffer.concat([Buffer.from([0x10]), key, head]);
		}
		const text = Buffer.from(`${value}\0`);
		head.writeInt32LE(text.length);
		return Buffer.concat([Buffer.from([0x02]), key, head, text]);
	});
	const body = Buffer.concat(parts);
	const out = Buffer.alloc(21 + 4 + body.length + 1);
	out.writeInt32LE(out.length, 0);
	out.writeInt32LE(1, 4);
	out.writeInt32LE(2013, 12);
	out.writeInt32LE(body.length + 5, 21);
	body.copy(out, 25);
	return out;
};

const fail = (error) => {
	console.error(error);
	process.exit(1);
};

const sockets = new Set();
let engine = null;
let tellOpen = () => undefined;
const opened = new Promise((resolve) => {
	tellOpen = resolve;
});

const join = async (client) => {
	sockets.add(client);
	client.setNoDelay(true);
	client.on("error", () => client.destroy());
	client.on("close", () => sockets.delete(client));
	client.pause();
	await opened;
	if (client.destroyed) return;
	const inner = net.connect(engine.socketPath);
	client.pipe(inner);
	inner.pipe(client);
	inner.on("error", () => client.destroy());
	inner.on("close", () => client.destroy());
	client.on("close", () => inner.destroy());
};

/** The package's own socket goes to a folder that belongs to the port, so that what killed runs left is found and removed. */
const ownTemp = () => {
	const temp = path.join(os.tmpdir(), `clickstream-mongo-${port}`);
	fs.rmSync(temp, { recursive: true, force: true });
	fs.mkdirSync(temp, { mode: 0o700 });
	process.env.TMPDIR = temp;
};

const server = net.createServer((client) => void join(client));
server.on("error", fail);

const start = async () => {
	try {
		ownTemp();
		engine = await require(pack).open(folder);
		await engine.engine.roundTrip(message({ setParameter: 1, wiredTigerEngineRuntimeConfig: "cache_size=512M", $db: "admin" }));
		tellOpen();
		console.log("READY");
	} catch (error) {
		fail(error);
	}
};
server.listen(Number(port), "127.0.0.1", () => void start());

let stopping = false;
const stop = async () => {
	if (stopping) return;
	stopping = true;
	server.close();
	for (const socket of sockets) socket.destroy();
	if (engine) await engine.close();
	fs.rmSync(process.env.TMPDIR, { recursive: true, force: true });
	process.exit(0);
};
process.on("SIGTERM", () => void stop());
process.stdin.on("end", () => void stop()).resume();
