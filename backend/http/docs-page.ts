import type { Document } from "./openapi.js";

const escaped = (text: string | undefined): string => (text ?? "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Schema {
	readonly [key: string]: unknown;
}

interface Media {
	readonly schema?: Schema;
}

interface Shown {
	readonly summary?: string;
	readonly operationId?: string;
	readonly tags?: readonly string[];
	readonly "x-roles"?: readonly string[];
	readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema }[];
	readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> };
	readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

const linked = (text: string): string =>
	escaped(text).replace(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">#/components/schemas/$1</a>');

const schemaBlock = (title: string, schema: unknown): string =>
	`<details><summary>${escaped(title)}</summary><pre>${linked(JSON.stringify(schema, null, 2))}</pre></details>`;

const bodies = (title: string, content: Readonly<Record<string, Media>> = {}): string =>
	Object.entries(content)
		.map(([type, { schema }]) => schemaBlock(`${title} (${type})`, schema ?? {}))
		.join("");

const parameterRows = ({ parameters = [] }: Shown): string => {
	if (parameters.length === 0) return "";
	const rows = parameters.map(
		(one) =>
			`<tr><td><code>${escaped(one.name)}</code></td><td>${escaped(one.in)}${one.required ? ", required" : ""}</td><td><code>${escaped(JSON.stringify(one.schema ?? {}))}</code></td></tr>`,
	);
	return `<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Schema</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
};

const operation = (path: string, method: string, shown: Shown): string => `<section id="${escaped(shown.operationId)}">
<h3><code>${escaped(method.toUpperCase())} ${escaped(path)}</code></h3>
<p>${escaped(shown.summary)}. May be called by: ${escaped(shown["x-roles"]?.join(", ") || "nobody")}.</p>
${parameterRows(shown)}${bodies("Body", shown.requestBody?.content)}${bodies("Answer", shown.responses?.["200"]?.content)}
</section>`;

const styles = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
pre{overflow:auto;max-height:24rem;padding:.75rem;border:1px solid #8886;border-radius:6px;font-size:13px}
table{border-collapse:collapse;width:100%;font-size:14px}td,th{border-bottom:1px solid #8886;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
section{border-top:1px solid #8886;margin-top:1.5rem}summary{cursor:pointer}h3{overflow-wrap:anywhere}`;

interface Entry {
	readonly path: string;
	readonly method: string;
	readonly shown: Shown;
}

const entriesOf = ({ paths }: Document): Entry[] =>
	Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, shown]) => ({ path, method, shown: shown as unknown as Shown })),
	);

const groups = (entries: readonly Entry[]): string => {
	const tags = [...new Set(entries.map(({ shown }) => shown.tags?.[0] ?? "Other"))];
	const section = (tag: string): string =>
		entries
			.filter(({ shown }) => (shown.tags?.[0] ?? "Other") === tag)
			.map(({ path, method, shown }) => operation(path, method, shown))
			.join("");
	return tags.map((tag) => `<h2>${escaped(tag)}</h2>${section(tag)}`).join("");
};

/** The document as a page to read: no script, nothing from elsewhere. */
export const docsPage = (document: Document): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)} API</title><style>${styles}</style></head><body>
<h1>${escaped(document.info.title)} API ${escaped(document.info.version)}</h1>
<p>${escaped(document.info.description)}</p>
<p>For machines: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI ${escaped(document.openapi)}). Send a token of <code>POST /api/login</code> as
<code>Authorization: Bearer &lt;token&gt;</code>, or raw.</p>
${groups(entriesOf(document))}
<h2>Schemas</h2>
${Object.entries(document.components.schemas)
	.map(([name, schema]) => `<section id="schema-${escaped(name)}"><h3>${escaped(name)}</h3>${schemaBlock("Schema", schema)}</section>`)
	.join("")}
</body></html>`;
