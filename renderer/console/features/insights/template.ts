import type { InsightFact } from "../../../../backend/contract/insight-text.js";

/** A piece of a sentence: words, or the number of a fact. */
export type Piece = { readonly text: string } | { readonly fact: InsightFact };

interface Names {
	readonly facts: ReadonlyMap<string, InsightFact>;
	readonly products: ReadonlyMap<string, string>;
}

const labelOf = ({ name, label }: InsightFact): string => (name === null ? label : `“${name}”`);

/** A template in pieces: numbers stay facts, so that each can be opened; labels and names of products become words. */
export const piecesOf = (template: string, { facts, products }: Names): readonly Piece[] =>
	template.split(/(\{[FP]\d{2,3}(?:\.label)?\})/).flatMap((part): Piece[] => {
		const [, id = "", label] = /^\{([FP]\d{2,3})(\.label)?\}$/.exec(part) ?? [];
		if (id === "") return part === "" ? [] : [{ text: part }];
		const fact = facts.get(id);
		if (!fact) return [{ text: products.get(id) ?? "" }];
		return [label === undefined ? { fact } : { text: labelOf(fact) }];
	});
