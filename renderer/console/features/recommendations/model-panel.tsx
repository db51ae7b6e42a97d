import type { Explained } from "../../../../backend/contract/recommendations.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import classes from "./side.module.css";
import { comparedWith, placeText } from "./words.js";

const shownTo = {
	account: "The model's list is shown first to this account.",
	caller: "The model chose for you, in your last analysis; nobody else is shown its list.",
} as const;

/** The newest list that a model made for the account, or else for who looks, beside the one above. */
export const ModelPanel = ({ explained: { model, items } }: { explained: Explained }) => {
	const tz = useZone();
	const compared = model ? comparedWith(model.items, items) : [];
	const agreed = compared.filter(({ before }) => before !== null).length;
	return (
		<Panel title="By the model" scope={model ? format.dateTime(Date.parse(model.created_at), tz) : undefined}>
			{model ? (
				<>
					<ol className={classes.compared} aria-label="Chosen by the model">
						{compared.map(({ product_id, name, before }, at) => (
							<li key={product_id}>
								<span className="num">{at + 1}</span>
								<span title={model.items[at]?.reason}>{name}</span>
								<small>{placeText(at + 1, before)}</small>
							</li>
						))}
					</ol>
					<p className={classes.hint}>
						{`${format.count(agreed)} of ${format.count(compared.length)} agree. ${shownTo[model.chosen_for]}`}
					</p>
				</>
			) : (
				<p className={classes.hint}>No model has chosen yet. An analysis with insights and a key saves its choice here.</p>
			)}
		</Panel>
	);
};
