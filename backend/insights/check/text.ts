import type { InsightFact } from "../../contract/insight-text.js";
import { numberWord } from "./number-words.js";

/** Ids by which a text may name facts and products. */
export interface Known {
	readonly facts: ReadonlyMap<string, InsightFact>;
	readonly products: ReadonlySet<string>;
	/** Strings that came with events, cleaned: a text names them by id, and repeats none. */
	readonly untrusted: readonly string[];
}

export interface Fault {
	readonly rule: string;
	/** For people and for the second attempt. */
	readonly text: string;
}

const placeholder = /\{([FP]\d{2,3})(\.label)?\}/g;

/** The ids that stand in a text, in order. */
export const idsIn = (text: string): string[] => [...text.matchAll(placeholder)].map(([, id = ""]) => id);

/** What may be told of a text that is refused: a little of it, without what could do harm. */
const quoted = (text: string): string =>
	`“${text
		.replace(/[\p{C}<>{}[\]`]/gu, "")
		.trim()
		.slice(0, 40)}”`;

const fault = (rule: string, text: string): Fault => ({ rule, text });

const around = (text: string, at: RegExp): string | null => {
	const found = at.exec(text);
	return found
		? (text
				.slice(Math.max(0, found.index - 12), found.index + found[0].length + 12)
				.match(new RegExp(`\\S*${at.source}\\S*(?:\\s?[%\\p{Sc}])?`, at.flags))?.[0] ?? found[0])
		: null;
};

const link =
	/:\/\/|\b(?:https?|ftp|mailto|javascript|data|tel)\s*:|\bwww\b|\S@\S|[\p{L}\p{N}]\.[\p{L}]{2,}|\b(?:dot|\(dot\))\s+(?:com|net|org|io|shop|info|biz|ru|cn|xyz)\b/iu;
const markup = /[<>[\]{}`*_#|\\~^=\p{So}\p{Sk}]|&\w+;|&#/u;
const foreign = /(?!\p{Script=Latin})\p{L}|\p{M}/u;

/** Rules for what is left once ids are taken out; each names what it found, or null. */
const rules: readonly (readonly [rule: string, find: (rest: string) => string | null, told: (found: string) => string])[] = [
	["control", (rest) => /[\p{C}\p{Zl}\p{Zp}]/u.exec(rest)?.[0] ?? null, () => "Its text holds characters that cannot be seen."],
	["link", (rest) => link.exec(rest)?.[0] ?? null, (found) => `Its text holds a link or an address: ${quoted(found)}.`],
	[
		"markup",
		(rest) => markup.exec(rest)?.[0] ?? null,
		(found) => `Its text holds markup or a placeholder that is none: ${quoted(found) === "“”" ? "braces or brackets" : quoted(found)}.`,
	],
	[
		"script",
		(rest) => foreign.exec(rest.normalize("NFC"))?.[0] ?? null,
		(found) => `Its text holds letters that are not Latin: ${quoted(found)}.`,
	],
	["number", (rest) => around(rest, /\p{N}+/u), (found) => `Its text said ${quoted(found)}, which no fact holds.`],
	["number_word", numberWord, (found) => `Its text counts in words: ${quoted(found)}.`],
	["unit", (rest) => /[%‰‱\p{Sc}]/u.exec(rest)?.[0] ?? null, (found) => `Its text writes a unit of its own: ${quoted(found)}.`],
];

/** The label of a fact is ours, so what it says may be said: a date, an hour, "top 3". */
const withoutLabels = (text: string, cited: readonly InsightFact[]): string =>
	[...cited]
		.sort((a, b) => b.label.length - a.label.length)
		.reduce((rest, { label }) => rest.replaceAll(label, " "), withoutParts(text, cited));

/** Of a label its parts that hold digits, whole, so that "on 2026-11-21" may be said without the words before it. */
const withoutParts = (text: string, cited: readonly InsightFact[]): string =>
	cited
		.flatMap(({ label }) => label.match(/\d[\d:-]*\d|\d/g) ?? [])
		.sort((a, b) => b.length - a.length)
		.reduce((rest, part) => rest.replace(new RegExp(`(?<![\\p{N}.,:-])${part}(?![\\p{N}%‰\\p{Sc}]|[.,:-]\\p{N})`, "gu"), " "), text);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** A run of four words of a string from outside: an order that came with an event, handed on. */
const echoed = (rest: string, untrusted: readonly string[]): string | null => {
	const said = ` ${wordsOf(rest).join(" ")} `;
	for (const string of untrusted) {
		const words = wordsOf(string);
		for (let at = 0; at + 4 <= words.length; at++) {
			const run = words.slice(at, at + 4).join(" ");
			if (said.includes(` ${run} `)) return run;
		}
	}
	return null;
};

const rising =
	/\b(?:rose|rise[sn]?|risen|grew|grow[sn]?|increased|climbed|up|gained|improved)\b[^.{]*\bfrom\s*\{(F\d{2,3})\}\s*to\s*\{(F\d{2,3})\}/i;
const falling =
	/\b(?:fell|falls?|fallen|dropped|declined|decreased|shrank|sank|down|lost)\b[^.{]*\bfrom\s*\{(F\d{2,3})\}\s*to\s*\{(F\d{2,3})\}/i;

/** "Rose from A to B" is a claim too, and can be looked at. */
const wrongWay = (text: string, facts: Known["facts"]): boolean =>
	(
		[
			[rising, 1],
			[falling, -1],
		] as const
	).some(([way, sign]) => {
		const [, from = "", to = ""] = way.exec(text) ?? [];
		const [a, b] = [facts.get(from), facts.get(to)];
		return a !== undefined && b !== undefined && (b.value - a.value) * sign <= 0;
	});

/** What is wrong with a sentence of the model; nothing for one that may be shown. `most` is in characters. */
export const faultsOf = (text: string, cited: readonly string[], { facts, products, untrusted }: Known, most: number): Fault[] => {
	const faults: Fault[] = [];
	if (text.trim() === "") return [fault("empty", "It holds an empty text.")];
	if (text.length > most) faults.push(fault("too_long", `It holds a text of more than ${most} characters.`));
	const ids = idsIn(text);
	const unknown = ids.find((id) => !facts.has(id) && !products.has(id));
	if (unknown !== undefined) faults.push(fault("unknown_id", `It names ${unknown}, which there is not.`));
	const known = [...cited, ...ids].map((id) => facts.get(id)).filter((fact) => fact !== undefined);
	const rest = withoutLabels(text.replace(placeholder, "\u0020\u0020"), known);
	const glued = /[\p{N}\p{L}]\{|\}[\p{N}]/u.exec(text);
	if (glued) faults.push(fault("number", "Its text joins letters or digits to a number."));
	for (const [rule, find, told] of rules) {
		const found = find(rest);
		if (found !== null) faults.push(fault(rule, told(found)));
	}
	const run = echoed(rest, untrusted);
	if (run !== null) faults.push(fault("echo", `Its text repeats what came with events: ${quoted(run)}.`));
	if (wrongWay(text, facts)) faults.push(fault("direction", "It says that a number rose or fell, and the facts say the contrary."));
	return faults;
};
