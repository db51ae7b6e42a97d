import type { InsightProblem, InsightSection } from "../../contract/insight-text.js";
import { insightSections } from "../../contract/insight-text.js";
import { type DraftItem, shapes } from "./draft.js";
import { type Fault, faultsOf, type Known } from "./text.js";

/** The sections that may be shown, and what is wrong with the others. */
export interface Checked {
	readonly passed: ReadonlyMap<InsightSection, readonly DraftItem[]>;
	readonly problems: readonly InsightProblem[];
}

const longest = { title: 90, summary: 900, text: 420 } as const;

const twice = (ids: readonly string[]): string | null => ids.find((id, at) => ids.indexOf(id) !== at) ?? null;

const citing = ({ facts: cited }: DraftItem, { facts }: Known): Fault[] => {
	const unknown = cited.find((id) => !facts.has(id));
	const repeated = twice(cited);
	return [
		...(cited.length === 0 ? [{ rule: "no_fact", text: "It says something that rests on no fact." }] : []),
		...(cited.length > 8 ? [{ rule: "too_many", text: "It rests one sentence on more than eight facts." }] : []),
		...(unknown === undefined ? [] : [{ rule: "unknown_id", text: "It rests on a fact that there is not." }]),
		...(repeated === null ? [] : [{ rule: "duplicate", text: `It names ${repeated} twice for one sentence.` }]),
	];
};

const choosing = ({ product_id: id }: DraftItem, { products }: Known): Fault[] =>
	id === undefined || products.has(id)
		? []
		: [{ rule: "unknown_product", text: "It puts a product forward that is none of the candidates." }];

const faultsOfItem = (item: DraftItem, known: Known, section: InsightSection): Fault[] => [
	...citing(item, known),
	...choosing(item, known),
	...faultsOf(item.text, item.facts, known, section === "executive_summary" ? longest.summary : longest.text),
	...(item.title === undefined ? [] : faultsOf(item.title, item.facts, known, longest.title)),
	...(typeof item.next === "string" ? faultsOf(item.next, item.facts, known, longest.text) : []),
];

const faultsOfSection = (items: readonly DraftItem[], known: Known, section: InsightSection): Fault[] => {
	const { most } = shapes[section];
	const chosen = twice(items.flatMap(({ product_id: id }) => (id === undefined ? [] : [id])));
	const said = twice(items.map(({ text }) => text.trim().toLowerCase()));
	return [
		...(items.length > most ? [{ rule: "too_many", text: `It holds ${items.length} entries where at most ${most} were asked for.` }] : []),
		...(chosen === null ? [] : [{ rule: "duplicate", text: `It puts ${chosen} forward twice.` }]),
		...(said === null ? [] : [{ rule: "duplicate", text: "It says the same twice." }]),
		...items.slice(0, most).flatMap((item) => faultsOfItem(item, known, section)),
	];
};

const at = (draft: unknown, path: string): unknown =>
	path
		.split(".")
		.reduce<unknown>(
			(value, key) =>
				typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined,
			draft,
		);

/** Names in the answer that were not asked for, down to the sections. */
const strange = (draft: object): string[] => {
	const known = new Set(insightSections.flatMap((section) => [section, section.split(".")[0] ?? ""]));
	const inner = ["traffic_insights", "conversion_analysis"].flatMap((outer) =>
		Object.keys((at(draft, outer) as object | undefined) ?? {}).map((key) => `${outer}.${key}`),
	);
	return [...Object.keys(draft), ...inner].filter((key) => !known.has(key as InsightSection));
};

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** Judges an answer as it came. `sections` are those that were asked for; one that fails anywhere fails whole. */
export const checkAnswer = (answer: string, known: Known, sections: readonly InsightSection[]): Checked => {
	const draft = parse(answer);
	if (typeof draft !== "object" || draft === null || Array.isArray(draft)) {
		return {
			passed: new Map(),
			problems: [{ section: null, rule: "shape", text: "The answer is not the JSON object that was asked for." }],
		};
	}
	const passed = new Map<InsightSection, readonly DraftItem[]>();
	const problems: InsightProblem[] =
		strange(draft).length > 0
			? [{ section: null, rule: "shape", text: "The answer holds parts that were not asked for; they were left out." }]
			: [];
	for (const section of sections) {
		const read = shapes[section].items.safeParse(at(draft, section));
		const faults = read.success
			? faultsOfSection(read.data, known, section)
			: [{ rule: "shape", text: "It is missing, or not of the shape that was asked for." }];
		if (read.success && faults.length === 0) passed.set(section, read.data);
		else problems.push(...faults.slice(0, 5).map((found) => ({ section, ...found })));
	}
	return { passed, problems };
};
