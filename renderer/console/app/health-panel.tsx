import { useQuery } from "@tanstack/react-query";
import type { Health, StreamState } from "../../../backend/contract/health.js";
import { format, none } from "../ui/format.js";
import { Facts } from "../ui/kit.js";
import { SidePanel } from "../ui/side-panel.js";
import { ErrorPanel, Note, Skeleton } from "../ui/states.js";
import { useClient } from "./client.js";
import classes from "./health-panel.module.css";
import { useZone } from "./use-zone.js";

const streamNames = { forwarder: "Forwarder to Kafka", consumer: "Consumer of Kafka", spark: "Spark" } as const satisfies Record<
	StreamState["name"],
	string
>;

const streamPlaces = { elsewhere: "a process of its own", nowhere: "off" } as const;

const owners = { ingest: "ingest itself", consumer: "a consumer of Kafka", spark: "the Spark job" } as const;

const streamWords = ({ runs, behind, catches_up_ms, problem }: StreamState): string => {
	if (runs !== "here") return streamPlaces[runs];
	if (problem !== null) return problem;
	if (behind === null) return none;
	if (behind === 0) return "up to date";
	return `${format.count(behind)} behind${catches_up_ms === null ? "" : `, catches up in ${format.seconds(catches_up_ms / 1000)}`}`;
};

/** What the server says of itself, asked for every five seconds while it is open. The same figures are at /metrics. */
export const HealthPanel = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
	const client = useClient();
	const { data, error, refetch } = useQuery({
		queryKey: ["live", "health"],
		queryFn: ({ signal }) => client.live.health(undefined, { signal }),
		refetchInterval: 5_000,
		enabled: opened,
	});
	return (
		<SidePanel title="Status of the server" opened={opened} onClose={onClose}>
			{error && <ErrorPanel what="The status was not read." error={error} retry={() => void refetch()} />}
			{!data && !error && <Skeleton shape="lines" />}
			{data && <Told health={data} />}
		</SidePanel>
	);
};

const Told = ({ health: { ready, problem, started_at, now, store, ingest, aggregates, streams } }: { health: Health }) => {
	const zone = useZone();
	const ofHour = `since ${format.time(ingest.since, zone)}`;
	return (
		<div className={classes.parts}>
			{!ready && <Note tone="warning">{problem}</Note>}
			{aggregates.problem && <Note tone="warning">{aggregates.problem}</Note>}
			<section aria-label="Server">
				<h3>Server</h3>
				<Facts
					items={[
						["State", ready ? "Ready" : "Not ready"],
						["Started", `${format.dateTime(started_at, zone)} (${zone})`],
						["Store", store.kind === "mongodb" ? "MongoDB" : "on this computer"],
						["Events", format.count(store.events)],
						["Size", format.bytes(store.bytes)],
						["Last event", format.ago(store.last_received_at, now, zone)],
					]}
				/>
			</section>
			<section aria-label="Ingest">
				<h3>Ingest, {ofHour}</h3>
				<Facts
					items={[
						["Received", format.count(ingest.received)],
						["… in the last minute", format.count(ingest.per_minute)],
						["Rejected", format.count(ingest.rejected)],
						["Duplicates dropped", format.count(ingest.duplicates)],
						["On disk after", ingest.on_disk_ms === null ? none : `≤ ${format.milliseconds(ingest.on_disk_ms)}`],
					]}
				/>
			</section>
			<section aria-label="Stream">
				<h3>Stream</h3>
				<Facts
					items={[
						...streams.map((stream): [string, string] => [streamNames[stream.name], streamWords(stream)]),
						["Minute aggregates", aggregates.owner === null ? "kept by nobody" : `kept by ${owners[aggregates.owner]}`],
					]}
				/>
			</section>
			<p className={classes.about}>For Prometheus the same figures are at /metrics of the server.</p>
		</div>
	);
};
