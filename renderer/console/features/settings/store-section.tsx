import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useStatus } from "../../app/queries.js";
import { CopyButton } from "../../ui/copy-button.js";
import { format } from "../../ui/format.js";
import { localZone } from "../../ui/local-zone.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";

/** Where the data is kept, how much of it there is, and where the server listens. */
export const StoreSection = () => {
	const { data: status, error, refetch } = useStatus();
	if (!status) {
		return (
			<Card label="Store and server">
				{error ? (
					<ErrorPanel what="The state of the store was not read." error={error} retry={() => void refetch()} />
				) : (
					<Skeleton shape="lines" rows={8} />
				)}
			</Card>
		);
	}
	const { store, events, noisy, rejected, first_ts: first, last_ts: last } = status;
	return (
		<>
			<Card label="Store">
				<Row title="Where data is kept" about="One file on this computer. To keep a copy, end the console first, then copy the folder.">
					{store.path ? (
						<div className={classes.secret}>
							<code>{store.path}</code>
							<CopyButton text={store.path}>Copy</CopyButton>
						</div>
					) : (
						<p>On the computer where the server runs. Its folder is told only to who sits there.</p>
					)}
				</Row>
				<Row title="Size">
					<b className="num">{format.bytes(store.bytes)}</b>
				</Row>
				<Row title="Events" about="All that was received or imported; noise stays, and is hidden from analyses.">
					<p className="num">
						<b>{format.count(events)}</b>
						{events > 0 && first !== null && last !== null && `, ${format.dateRange(first, last, localZone())}`}
					</p>
					<p className={`num ${classes.quiet}`}>
						{format.count(noisy)} hidden as noise · {format.count(rejected)} not taken
					</p>
				</Row>
			</Card>
			<Card label="Server">
				<Row title="Address" about="Where shops send events, and where a browser opens this console.">
					{status.address ? (
						<div className={classes.secret}>
							<span className={classes.state} data-tone="good">
								<IconCircleCheck size={15} stroke={1.6} aria-hidden /> Listening on
							</span>
							<code>{status.address}</code>
							<CopyButton text={status.address}>Copy</CopyButton>
						</div>
					) : (
						<p className={classes.state} data-tone="warning">
							<IconAlertTriangle size={15} stroke={1.6} aria-hidden /> Not listening. {status.listen_problem}
						</p>
					)}
				</Row>
			</Card>
		</>
	);
};
