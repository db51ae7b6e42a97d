import { Fragment } from "react";
import { FactChip } from "../../ui/fact-chip.js";
import classes from "./insights.module.css";
import { piecesOf } from "./template.js";
import type { Names } from "./use-text.js";

export interface Opening {
	readonly names: Names;
	/** The fact that is marked. */
	readonly marked: string | undefined;
	readonly onFact: (id: string) => void;
}

interface SentenceProps extends Opening {
	readonly template: string;
	/** Each number as a chip that opens it; else in bold, with its chip elsewhere. */
	readonly chips?: boolean;
}

/** Text of a model or a rule: plain text always, whatever stands in it. */
export const Sentence = ({ template, names, chips = false, marked, onFact }: SentenceProps) =>
	piecesOf(template, names).map((piece, index) => {
		const key = `${index} ${"fact" in piece ? piece.fact.id : piece.text}`;
		if (!("fact" in piece)) return <Fragment key={key}>{piece.text}</Fragment>;
		const { id, label, text } = piece.fact;
		if (!chips)
			return (
				<b key={key} className="num">
					{text}
				</b>
			);
		return <FactChip key={key} id={id} text={text} name={label} on={marked === id} onOpen={() => onFact(id)} />;
	});

/** The facts that something rests on, each of which opens. */
export const Chips = ({ ids, names, marked, onFact }: Opening & { readonly ids: readonly string[] }) => {
	const facts = ids.map((id) => names.facts.get(id)).filter((fact) => fact !== undefined);
	if (facts.length === 0) return null;
	return (
		<div className={classes.chips}>
			{facts.map(({ id, text, label, name }) => (
				<FactChip
					key={id}
					id={id}
					text={text}
					name={name === null ? label : `${label}, “${name}”`}
					on={marked === id}
					onOpen={() => onFact(id)}
				/>
			))}
		</div>
	);
};
