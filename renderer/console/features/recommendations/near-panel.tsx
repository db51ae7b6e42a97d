import type { Explained } from "../../../../backend/contract/recommendations.js";
import { useZone } from "../../app/use-zone.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import classes from "./recommendations.module.css";
import { useRecommendationsSearch } from "./search.js";
import side from "./side.module.css";

const shown = 3;

/** The sessions most like this one, and what they share with it; one click asks for such a session instead. */
export const NearPanel = ({ explained: { neighbours, steps } }: { explained: Explained }) => {
	const tz = useZone();
	const [, set] = useRecommendationsSearch();
	if (neighbours.length === 0) return null;
	return (
		<Panel title="Nearest sessions" scope={`${format.count(shown)} of ${format.count(steps.neighbours)}`}>
			<ol className={side.near} aria-label="Nearest sessions">
				{neighbours.slice(0, shown).map(({ key, end, similarity, shared, others }) => (
					<li key={key}>
						<div>
							{key.startsWith("s:") ? (
								<button type="button" className={classes.link} onClick={() => set({ kind: "session", of: key.slice(2) })}>
									{key.slice(2)}
								</button>
							) : (
								<span>{key.slice(2, key.lastIndexOf(":"))}</span>
							)}
							<small className="num">{format.dateTime(end, tz)}</small>
							<strong className="num" title="Similarity">
								{format.decimal(similarity, 3)}
							</strong>
						</div>
						<p>
							{shared.map(({ name }) => name).join(", ")}
							{others.length > 0 && <small>{` · also ${others.map(({ name }) => name).join(", ")}`}</small>}
						</p>
					</li>
				))}
			</ol>
		</Panel>
	);
};
