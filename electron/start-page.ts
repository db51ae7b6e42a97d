import type { Scheme } from "./scheme.js";

/** What a page before the console says, and what can be chosen on it. */
export interface StartPage {
	readonly title: string;
	/** One paragraph each: what happened, to what, what to do. */
	readonly text: readonly string[];
	/** Such as the folder, shown to be copied. */
	readonly facts?: readonly (readonly [string, string])[];
	/** The first is the primary one. */
	readonly choices: readonly Choice[];
}

export interface Choice {
	readonly id: string;
	readonly label: string;
	/** What comes of it, where the label does not say. */
	readonly hint?: string;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** Tokens of the console, for a page that has neither its files nor scripts. */
const dark =
	"--canvas: #0F1116; --surface: #171A21; --bar: #0B0D11; --line: #282D37; --control: #676D7C; --text: #E9EBF0; --text2: #B0B7C4; --filled: #3D64DE; --ring: #86A3FF;";

const style = `
:root { color-scheme: light dark; --canvas: #F3F4F6; --surface: #FFFFFF; --bar: #E9EBEF; --line: #E1E4E9; --control: #878E9B; --text: #16181D; --text2: #4A515E; --filled: #2F5BD7; --ring: #2F5BD7; }
@media (prefers-color-scheme: dark) { :root[data-scheme="system"] { ${dark} } }
:root[data-scheme="dark"] { color-scheme: dark; ${dark} }
:root[data-scheme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--canvas); color: var(--text); font: 400 13px/18px "Inter Variable", Inter, system-ui, sans-serif; }
header { height: 36px; background: var(--bar); border-bottom: 1px solid var(--line); -webkit-app-region: drag; display: flex; align-items: center; justify-content: center; color: var(--text2); font-size: 12px; }
main { max-width: 640px; margin: 72px auto 24px; padding: 0 24px; }
h1 { font-size: 20px; line-height: 26px; font-weight: 620; margin: 0 0 12px; }
p { margin: 0 0 8px; max-width: 75ch; overflow-wrap: anywhere; }
dl { margin: 16px 0; padding: 12px 14px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt { color: var(--text2); }
dd { margin: 0; font-family: "JetBrains Mono Variable", ui-monospace, monospace; font-size: 12px; overflow-wrap: anywhere; user-select: text; }
ul { list-style: none; margin: 24px 0 0; padding: 0; display: grid; gap: 12px; }
li { display: grid; grid-template-columns: 220px 1fr; gap: 16px; align-items: center; }
li span { color: var(--text2); font-size: 12px; line-height: 16px; }
a { display: block; padding: 6px 14px; min-height: 32px; border: 1px solid var(--control); border-radius: 6px; background: var(--surface); color: var(--text); text-decoration: none; font-weight: 600; text-align: center; }
li:first-child a { background: var(--filled); border-color: var(--filled); color: #FFFFFF; }
a:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px; }
a:hover { text-decoration: underline; }
@media (forced-colors: active) { a { border: 1px solid LinkText; } }`;

const factList = (facts: StartPage["facts"]): string =>
	facts === undefined ? "" : `<dl>${facts.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`).join("")}</dl>`;

const choiceItem = ({ id, label, hint }: Choice): string =>
	`<li><a href="/start/do/${id}" draggable="false"${hint === undefined ? "" : ` aria-describedby="hint-${id}"`}>${text(label)}</a>${
		hint === undefined ? "" : `<span id="hint-${id}">${text(hint)}</span>`
	}</li>`;

/** The page as HTML: no script, choices are links that the shell catches. */
export const renderStartPage = (page: StartPage, scheme: Scheme | "system"): string => `<!doctype html>
<html lang="en" data-scheme="${scheme}">
<head><meta charset="utf-8"><title>${text(page.title)} – Clickstream Console</title><style>${style}</style></head>
<body>
<header>Clickstream Console</header>
<main>
<h1>${text(page.title)}</h1>
${page.text.map((paragraph) => `<p>${text(paragraph)}</p>`).join("\n")}
${factList(page.facts)}
${page.choices.length > 0 ? `<ul>${page.choices.map(choiceItem).join("")}</ul>` : ""}
</main>
</body>
</html>`;
