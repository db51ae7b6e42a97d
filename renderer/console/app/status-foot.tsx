import { Tooltip } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useStatus } from "./queries.js";
import classes from "./status-foot.module.css";
import { count, since } from "./status-words.js";
import { useZone } from "./use-zone.js";

/** Fetched when it is opened first. */
const HealthPanel = lazy(() => import("./health-panel.js").then((module) => ({ default: module.HealthPanel })));

/** Always says whether events arrive, and when the last one did. */
export const StatusFoot = () => {
	const { data: status, error, isPending } = useStatus();
	const zone = useZone();
	const [opened, setOpened] = useState<boolean | null>(null);
	if (isPending) return <div className={classes.foot} data-later="all" />;
	if (error || !status) {
		return (
			<div className={classes.foot} data-state="lost" role="status" data-later="all">
				<span className={classes.dot} />
				<span className={classes.words}>No connection</span>
			</div>
		);
	}
	const words = since(status, zone);
	return (
		<>
			<Tooltip label={words.full} position="right" multiline maw={320}>
				<button
					type="button"
					className={classes.foot}
					data-later="all"
					data-state={words.state}
					aria-haspopup="dialog"
					aria-label={`${words.title} ${words.last}. Open the server’s status`}
					onClick={() => setOpened(true)}
				>
					<span className={classes.dot} />
					<span className={classes.words}>{words.title}</span>
					<b className="num">{words.last}</b>
					<span className={classes.second}>{status.events === 0 ? words.address : "Store"}</span>
					{status.events > 0 && <b className="num">{count(status.events)}</b>}
				</button>
			</Tooltip>
			{opened !== null && (
				<Suspense>
					<HealthPanel opened={opened} onClose={() => setOpened(false)} />
				</Suspense>
			)}
		</>
	);
};
