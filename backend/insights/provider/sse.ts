import { failure } from "./failure.js";

/** More than any answer asked for: what goes on after that is no answer. Characters. */
const most = 2_000_000;

/**
 * The data of each server-sent event. Comments (OpenRouter sends some to keep the line open), ids and names of events are left out;
 * lines may end in CR, LF or both, and break anywhere between two chunks.
 */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let rest = "";
	let data: string[] = [];
	let read = 0;
	for await (const chunk of body) {
		const text = decoder.decode(chunk, { stream: true });
		read += text.length;
		if (read > most) throw failure("unreadable");
		const lines = `${rest}${text}`.split(/\r\n|\n|\r(?!$)/);
		rest = lines.pop() ?? "";
		for (const line of lines) {
			if (line === "" && data.length > 0) {
				yield data.join("\n");
				data = [];
			}
			if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
		}
	}
}
