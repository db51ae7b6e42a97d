import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { EventRow } from "../../../../backend/contract/events.js";
import { useClient } from "../../app/client.js";
import { format } from "../../ui/format.js";
import { ErrorPanel } from "../../ui/states.js";
import classes from "./events.module.css";

/** Why an event counts as noise: each reason with its score, its run and its time. */
export const EventMarks = ({ event, tz }: { event: EventRow; tz: string }) => {
	const client = useClient();
	const { seq } = event;
	const { data, error, refetch } = useQuery({
		queryKey: ["cleanup", "marks", seq, event.noise_reasons],
		queryFn: ({ signal }) => client.cleanup.marks({ seq }, { signal }),
	});
	return (
		<section aria-label="Noise">
			<div className={classes.propertiesHead}>
				<h3>Noise</h3>
				<Link to="/cleanup">Clean up</Link>
			</div>
			{error && <ErrorPanel what="The marks of this event were not read." error={error} retry={() => void refetch()} />}
			{data?.items.length === 0 && <p>Its source, {event.source}, is noise as a whole.</p>}
			{data && data.items.length > 0 && (
				<dl className={classes.fields}>
					{data.items.map(({ reason, title, score, run, on_arrival, at }) => (
						<div key={`${run ?? ""} ${reason}`}>
							<dt>{title ?? (reason || "Marked")}</dt>
							<dd>
								<span className="num">
									score {format.decimal(score)}, {run === null ? "by no run" : on_arrival ? `on arrival (run ${run})` : `run ${run}`},{" "}
									{format.dateTime(at, tz)}
								</span>
							</dd>
						</div>
					))}
				</dl>
			)}
		</section>
	);
};
