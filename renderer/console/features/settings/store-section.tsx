import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useClient } from "../../app/client.js";
import { useMe, useStatus } from "../../app/queries.js";
import { runBackup } from "../../app/run-backup.js";
import { useZone } from "../../app/use-zone.js";
import { CopyButton } from "../../ui/copy-button.js";
import { format } from "../../ui/format.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { MigrationCard } from "./migration-card.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";
import { StorageCard } from "./storage-card.js";

/** In the desktop window it is asked for and done; elsewhere the command is told, since the server must not run meanwhile. */
const Restore = () => {
	const desktop = window.clickstreamDesktop;
	return (
		<Row title="Restore" about="Puts a backup in place. What is there now is kept beside the backups.">
			{desktop ? (
				<Button variant="default" onClick={() => void desktop.act("restore")}>
					Restore …
				</Button>
			) : (
				<p>
					Stop the server, then run <code>npm run restore -- FILE</code> on its computer.
				</p>
			)}
		</Row>
	);
};

/** Where the data is kept, how much of it there is, and where the server listens. */
export const StoreSection = () => {
	const { data: status, error, refetch } = useStatus();
	const tz = useZone();
	const client = useClient();
	const role = useMe().data?.role;
	const mayBackUp = role === "local" || role === "owner";
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
				<Row
					title="Where data is kept"
					about={store.kind === "embedded" ? "One file on this computer." : "In a MongoDB that several consoles share."}
				>
					{store.path ? (
						<div className={classes.secret}>
							<code>{store.path}</code>
							<CopyButton text={store.path}>Copy</CopyButton>
							{window.clickstreamDesktop && (
								<Button variant="default" onClick={() => void window.clickstreamDesktop?.act("folder")}>
									Open folder
								</Button>
							)}
						</div>
					) : (
						<p>On the computer where the server runs. Its folder is told only to who sits there.</p>
					)}
				</Row>
				{store.problem !== null && (
					<Row title="State" about="It is tried again by itself.">
						<p className={classes.state} data-tone="warning">
							<IconAlertTriangle size={15} stroke={1.6} aria-hidden /> {store.problem}
						</p>
					</Row>
				)}
				{mayBackUp && store.kind === "embedded" && (
					<Row title="Copy" about="As it is now, to a new file, proven by opening it. Events go on being stored meanwhile.">
						<Button variant="default" onClick={() => void runBackup(client)}>
							Back up …
						</Button>
					</Row>
				)}
				{store.kind === "embedded" && <Restore />}
				<Row title="Size">
					<b className="num">{format.bytes(store.bytes)}</b>
				</Row>
				<Row title="Events" about="All that was received or imported; noise stays, and is hidden from analyses.">
					<p className="num">
						<b>{format.count(events)}</b>
						{events > 0 && first !== null && last !== null && `, ${format.dateRange(first, last, tz)} (${tz})`}
					</p>
					<p className={`num ${classes.quiet}`}>
						{format.count(noisy)} hidden as noise · {format.count(rejected)} not taken
					</p>
				</Row>
			</Card>
			{mayBackUp && store.kind === "mongodb" && <MigrationCard />}
			{mayBackUp && <StorageCard />}
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
