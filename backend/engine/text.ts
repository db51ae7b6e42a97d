/** One piece of SQL text: code, or what must be left alone (a string, a quoted name, a comment). */
interface Piece {
	readonly code: boolean;
	readonly text: string;
}

const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;

const pieces = (sql: string): Piece[] => {
	const found: Piece[] = [];
	let at = 0;
	for (const match of sql.matchAll(opaque)) {
		found.push({ code: true, text: sql.slice(at, match.index) }, { code: false, text: match[0] });
		at = match.index + match[0].length;
	}
	found.push({ code: true, text: sql.slice(at) });
	return found;
};

/** `:name` of the metrics' portable SQL becomes DuckDB's `$name`; casts (`::type`), strings and comments stay. */
export const dollarParams = (sql: string): string =>
	pieces(sql)
		.map(({ code, text }) => (code ? text.replace(/(?<![:\w]):([a-z_]\w*)/gi, "$$$1") : text))
		.join("");

/** The names of the parameters, written `:name`. */
export const parameters = (sql: string): ReadonlySet<string> =>
	new Set(
		pieces(sql)
			.filter(({ code }) => code)
			.flatMap(({ text }) => [...text.matchAll(/(?<![:\w]):([a-z_]\w*)/gi)].map(([, name]) => name ?? "")),
	);

/** The words of the code, without strings, quoted names and comments. */
export const words = (sql: string): ReadonlySet<string> =>
	new Set(
		pieces(sql)
			.filter(({ code }) => code)
			.flatMap(({ text }) => text.match(/[a-z_$]\w*/gi) ?? []),
	);

/** Puts CTEs before those the text has itself. */
export const withBefore = (sql: string, ctes: readonly string[]): string => {
	if (ctes.length === 0) return sql;
	const body = pieces(sql)
		.filter(({ code, text }) => code || !/^(--|\/\*)/.test(text))
		.map(({ text }) => text)
		.join("")
		.trimStart();
	const own = /^WITH(\s+RECURSIVE)?\s/i.exec(body);
	if (!own) return `WITH ${ctes.join(",\n")}\n${body}`;
	return `WITH${own[1] ?? ""} ${ctes.join(",\n")},\n${body.slice(own[0].length)}`;
};
