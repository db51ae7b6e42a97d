import { Tooltip } from "@mantine/core";
import { useStatus } from "./queries.js";
import classes from "./status-foot.module.css";
import { count, since } from "./status-words.js";

/** Always says whether events arrive, and when the last one did. */
export const StatusFoot = () => {
	const { data: status, error, isPending } = useStatus();
	if (isPending) return <div className={classes.foot} />;
	if (error || !status) {
		return (
			<div className={classes.foot} data-state="lost" role="status">
				<span className={classes.dot} />
				<span className={classes.words}>No connection</span>
			</div>
		);
	}
	const words = since(status);
	return (
		<Tooltip label={words.full} position="right" multiline maw={320}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip opens on focus */}
			<div className={classes.foot} data-state={words.state} tabIndex={0}>
				<span className={classes.dot} />
				<span className={classes.words}>{words.title}</span>
				<b className="num">{words.last}</b>
				<span className={classes.second}>{status.events === 0 ? words.address : "Store"}</span>
				{status.events > 0 && <b className="num">{count(status.events)}</b>}
			</div>
		</Tooltip>
	);
};
