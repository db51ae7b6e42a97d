import { describe, expect, it } from "vitest";
import { eventData } from "./sse.js";

const bodyOf = (chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
	new ReadableStream({
		start: (controller) => {
			for (const chunk of chunks) controller.enqueue(chunk);
			controller.close();
		},
	});

const read = async (chunks: readonly Uint8Array[]): Promise<string[]> => {
	const found: string[] = [];
	for await (const data of eventData(bodyOf(chunks))) found.push(data);
	return found;
};

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("server-sent events", () => {
	const sent = ': OPENROUTER PROCESSING\n\ndata: {"a":"ü"}\n\nevent: x\r\nid: 7\r\ndata: one\r\ndata: two\r\n\r\n: more\n\ndata:[DONE]\n\n';
	const meant = ['{"a":"ü"}', "one\ntwo", "[DONE]"];

	it("are read without comments, names and ids", async () => {
		expect(await read([text(sent)])).toEqual(meant);
	});

	it("are the same however the bytes are cut, inside a letter and between CR and LF too", async () => {
		const bytes = text(sent);
		for (let at = 1; at < bytes.length; at++) expect(await read([bytes.slice(0, at), bytes.slice(at)]), `cut at ${at}`).toEqual(meant);
		expect(await read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(meant);
	});

	it("leave out what no blank line ended", async () => {
		expect(await read([text("data: whole\n\ndata: half")])).toEqual(["whole"]);
	});

	it("stop at a stream without end", async () => {
		const line = text(`data: ${"x".repeat(100_000)}\n\n`);
		await expect(read(Array.from({ length: 25 }, () => line))).rejects.toMatchObject({ details: { reason: "unreadable" } });
	});
});
