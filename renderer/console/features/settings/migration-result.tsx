import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { AsideGroup, MigrationResult } from "../../../../backend/contract/migration.js";
import { format } from "../../ui/format.js";
import own from "./migration.module.css";
import classes from "./settings.module.css";

const mostGroups = 20;

/** What was set aside, by reason. */
export const Aside = ({ groups, dry }: { readonly groups: readonly AsideGroup[]; readonly dry: boolean }) => {
	if (groups.length === 0) return null;
	const count = groups.reduce((sum, group) => sum + group.count, 0);
	return (
		<div className={own.aside}>
			<p className={classes.state} data-tone="warning">
				<IconAlertTriangle size={15} stroke={1.6} aria-hidden />
				<span>
					<b className="num">{format.count(count)}</b> {dry ? "would be set aside" : "set aside"}, kept whole with the reason in{" "}
					<code>{[...new Set(groups.map(({ kind }) => `${kind}_set_aside`))].join(", ")}</code>:
				</span>
			</p>
			<ul>
				{groups.slice(0, mostGroups).map(({ kind, reason, count, examples }) => (
					<li key={`${kind} ${reason}`}>
						<span className="num">{format.count(count)}</span>
						<span title={`Such as ${examples.join(", ")}`}>
							{reason} <span className={classes.quiet}>({kind})</span>
						</span>
					</li>
				))}
			</ul>
			{groups.length > mostGroups && (
				<p className={classes.quiet}>And {format.count(groups.length - mostGroups)} more, in the same collections.</p>
			)}
		</div>
	);
};

export const MigrationOutcome = ({ result }: { readonly result: MigrationResult }) => {
	const { dry_run: dry, taken, aside, backups } = result;
	return (
		<div role="status">
			<p className={classes.state} data-tone="good">
				<IconCircleCheck size={15} stroke={1.6} aria-hidden />
				<span>
					<b className="num">{format.count(taken.events)}</b> events, <b className="num">{format.count(taken.users)}</b> accounts and{" "}
					<b className="num">{format.count(taken.products)}</b> products{" "}
					{dry ? "can be taken over. Nothing was written." : "are the console's now."}
				</span>
			</p>
			{!dry && taken.events + taken.users + taken.products > 0 && (
				<p className={classes.quiet}>
					What was there is in{" "}
					{backups.map(({ collection }, index) => (
						<span key={collection}>
							{index > 0 && ", "}
							<code>{collection}</code>
						</span>
					))}
					.
				</p>
			)}
			<Aside groups={aside} dry={dry} />
		</div>
	);
};
