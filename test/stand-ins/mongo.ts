import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { BSON, type Document } from "mongodb";

/** What a server says to a command; its name is the document's first field. */
export type Answer = (command: string, document: Document) => Document;

export interface MongoStandIn {
	readonly port: number;
	close(): Promise<void>;
}

const headBytes = 16;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

/** The command in a message of the wire protocol; the first hello comes in the old form. */
const commandOf = (message: Buffer): Document => {
	const code = message.readInt32LE(12);
	if (code === opMessage) return BSON.deserialize(message.subarray(headBytes + 5));
	if (code !== opQuery) throw new Error(`The stand-in does not know the operation ${code}.`);
	const name = message.indexOf(0, headBytes + 4);
	return BSON.deserialize(message.subarray(name + 9));
};

const replyTo = (message: Buffer, document: Document): Buffer => {
	const old = message.readInt32LE(12) === opQuery;
	const before = Buffer.alloc(old ? 20 : 5);
	if (old) before.writeInt32LE(1, 16);
	const body = Buffer.concat([before, BSON.serialize(document)]);
	const head = Buffer.alloc(headBytes);
	head.writeInt32LE(headBytes + body.length, 0);
	head.writeInt32LE(message.readInt32LE(4), 8);
	head.writeInt32LE(old ? opReply : opMessage, 12);
	return Buffer.concat([head, body]);
};

/** Speaks MongoDB's protocol and answers as it is told: for servers that are not to be had here, such as one of an older version. */
export const startMongoStandIn = async (answer: Answer): Promise<MongoStandIn> => {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		let heard = Buffer.alloc(0);
		socket.on("error", () => socket.destroy());
		socket.on("close", () => sockets.delete(socket));
		socket.on("data", (chunk) => {
			heard = Buffer.concat([heard, chunk]);
			while (heard.length >= 4 && heard.length >= heard.readInt32LE(0)) {
				const message = heard.subarray(0, heard.readInt32LE(0));
				heard = heard.subarray(message.length);
				const document = commandOf(message);
				socket.write(replyTo(message, answer(Object.keys(document)[0] ?? "", document)));
			}
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as { port: number };
	return {
		port,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
};
