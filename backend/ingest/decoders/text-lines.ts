/** A line of a file without its end; `text` is null when it is longer than the bound and was passed over. */
export interface Line {
	readonly line: number;
	readonly text: string | null;
}

/**
 * Cuts decoded text into lines (LF or CRLF), numbered from 1. Memory is bounded by `longest` characters and one chunk:
 * what is longer is skipped to its end and told as null.
 */
export async function* textLines(chunks: AsyncIterable<string>, longest: number): AsyncGenerator<readonly Line[]> {
	let rest = "";
	let line = 0;
	let skipping = false;
	for await (const chunk of chunks) {
		const parts = (rest + chunk).split("\n");
		rest = parts.pop() ?? "";
		const lines = parts.map((part, at): Line => ({ line: line + at + 1, text: bounded(part, longest, skipping && at === 0) }));
		line += parts.length;
		if (parts.length > 0) skipping = false;
		if (rest.length > longest) {
			skipping = true;
			rest = "";
		}
		yield lines;
	}
	if (rest !== "" || skipping) yield [{ line: line + 1, text: bounded(rest, longest, skipping) }];
}

const bounded = (part: string, longest: number, cut: boolean): string | null =>
	cut || part.length > longest ? null : part.endsWith("\r") ? part.slice(0, -1) : part;
