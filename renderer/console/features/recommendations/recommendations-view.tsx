import { IconBolt, IconShoppingBag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { ViewTitle } from "../../app/view-title.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { Empty, ErrorPanel, Note, Skeleton } from "../../ui/states.js";
import { ComputedFrom } from "./computed-from.js";
import { ListPanel } from "./list-panel.js";
import { ModelPanel } from "./model-panel.js";
import { NearPanel } from "./near-panel.js";
import { QualityPanel } from "./quality-panel.js";
import classes from "./recommendations.module.css";
import { ShopPanel } from "./shop-panel.js";
import { SubjectBar } from "./subject-bar.js";
import { type Asked, useAsked, useExplained } from "./use-explained.js";

/** What would this visitor be shown, and why? The list, what it was computed from, and how a model's list differs. */
export const RecommendationsView = () => {
	const asked = useAsked();
	const explained = useExplained(asked);
	const { data } = explained;
	return (
		<Page>
			<ViewTitle
				note={
					data && (
						<>
							<IconBolt size={14} stroke={1.6} aria-hidden />
							{`Made in ${format.milliseconds(Math.max(1, data.took_ms))} from ${format.count(data.steps.sessions)} sessions`}
						</>
					)
				}
			/>
			<SubjectBar asked={asked} />
			<Answer asked={asked} explained={explained} />
		</Page>
	);
};

const Answer = ({ asked, explained }: { asked: Asked; explained: ReturnType<typeof useExplained> }) => {
	const { data, error, isPlaceholderData, refetch } = explained;
	const { newest } = asked;
	if (newest.error && asked.id === null)
		return <ErrorPanel what="Who was in the shop was not read." error={newest.error} retry={() => void newest.refetch()} />;
	if (error && (!data || isPlaceholderData))
		return <ErrorPanel what="The recommendations were not computed." error={error} retry={() => void refetch()} />;
	if (asked.id === null && newest.data && !newest.isPlaceholderData) return <Nobody />;
	if (!data) return <Skeleton shape="table" rows={8} />;
	return (
		<>
			{data.waiting > 0 && (
				<Note>{`${format.count(data.waiting)} events are still being read; what they say is not in this list yet.`}</Note>
			)}
			{!data.catalog && <Note>The catalog is empty: names are those that events tell, and nothing is known of prices and stock.</Note>}
			<div className={classes.columns} data-stale={isPlaceholderData || undefined}>
				<ComputedFrom explained={data} />
				<ListPanel explained={data} />
				<div className={classes.side}>
					<ModelPanel explained={data} />
					<NearPanel explained={data} />
					<QualityPanel />
					<ShopPanel />
				</div>
			</div>
		</>
	);
};

const Nobody = () => (
	<Empty
		icon={IconShoppingBag}
		title="Nobody has looked at a product yet"
		action={
			<Link to="/import" className={classes.link ?? ""}>
				Import a file of events
			</Link>
		}
	>
		Recommendations are made from events that view, add or order a product. They show here as soon as one is stored.
	</Empty>
);
