import { Button } from "@mantine/core";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { isDesktop } from "../../app/client.js";
import { useStatus } from "../../app/queries.js";
import { useZone } from "../../app/use-zone.js";
import { CodeBlock } from "../../ui/code-block.js";
import { format } from "../../ui/format.js";
import { Panel } from "../../ui/panel.js";
import { Pick } from "../../ui/pick.js";
import { Note, Skeleton } from "../../ui/states.js";
import { Check } from "./check.js";
import type { FeedView } from "./feed-list.js";
import { useTrackingSearch } from "./search.js";
import { secretPlace, type TrackingClient, trackingClients } from "./snippets.js";
import classes from "./tracking.module.css";
import type { MadeKind } from "./use-keys.js";
import { useServerNow } from "./use-sources.js";
import { originsWords } from "./words.js";

interface Props {
	readonly keys: readonly WriteKey[];
	readonly feed: FeedView;
	readonly mayChange: boolean;
	readonly onMake: (kind: MadeKind) => void;
}

/** Where the page came from is where the server is reached; the desktop window's own address is of no use to a shop. */
const addressFor = (listening: string | null): string | null => (isDesktop() ? listening : window.location.origin);

/** Code for the client that a shop runs, with the chosen key and this server's address. */
export const ConnectPanel = (props: Props) => {
	const [search, set] = useTrackingSearch();
	const status = useStatus().data;
	const client = trackingClients.find(({ id }) => id === search.client) ?? trackingClients[0];
	if (!client) return null;
	return (
		<Panel
			title="Connect another"
			controls={
				<Pick
					label="Client"
					value={client.id}
					options={trackingClients.map(({ id, label }) => ({ value: id, label }))}
					onPick={(value) => set({ client: trackingClients.find(({ id }) => id === value)?.id })}
				/>
			}
		>
			{status ? (
				<Connect {...props} client={client} address={addressFor(status.address)} problem={status.listen_problem} />
			) : (
				<Skeleton shape="lines" />
			)}
		</Panel>
	);
};

interface ConnectProps extends Props {
	readonly client: TrackingClient;
	readonly address: string | null;
	readonly problem: string | null;
}

const Connect = ({ client, address, problem, keys, feed, mayChange, onMake }: ConnectProps) => {
	const [search, set] = useTrackingSearch();
	const fitting = keys.filter(({ kind, revoked_at }) => kind === client.kind && revoked_at === null);
	const key = fitting.find(({ key_id }) => key_id === search.key) ?? fitting[0];
	if (address === null) return <Note tone="warning">{problem ?? "No server listens for events. Choose another port in Settings."}</Note>;
	if (!key) return <NoKey client={client} mayChange={mayChange} onMake={onMake} />;
	return (
		<div className={classes.details}>
			{fitting.length > 1 && (
				<Pick
					label="Write key"
					value={key.key_id}
					options={fitting.map(({ key_id, name, shown }) => ({ value: key_id, label: name, hint: shown.slice(0, 12) }))}
					onPick={(value) => set({ key: value })}
				/>
			)}
			<CodeBlock label={`Code for ${client.label}`} text={client.code({ key: key.kind === "server" ? secretPlace : key.shown, address })} />
			<p className={classes.hint}>
				{client.about} {key.kind === "server" && `Put the secret in the place of ${secretPlace}; it was shown when the key was made.`}
			</p>
			<Checks writeKey={key} address={address} last={feed.lastOfKey.get(key.key_id)} />
		</div>
	);
};

const Checks = ({ writeKey, address, last }: { writeKey: WriteKey; address: string; last: number | undefined }) => {
	const now = useServerNow();
	const tz = useZone();
	return (
		<div className={classes.checks}>
			<Check state="yes">Listening on {address.replace(/^https?:\/\//, "")}</Check>
			<Check state="yes">
				Key “{writeKey.name}” · {writeKey.kind === "browser" ? "public, can only send" : "secret"} · allowed from {originsWords(writeKey)}
			</Check>
			{last === undefined ? (
				<Check state="open">Waiting for an event with this key</Check>
			) : (
				<Check state="yes">
					Last event with this key <span className="num">{format.ago(last, now, tz)}</span>
				</Check>
			)}
		</div>
	);
};

const NoKey = ({ client, mayChange, onMake }: Pick<ConnectProps, "client" | "mayChange" | "onMake">) => (
	<div className={classes.details}>
		<p>
			{client.label} needs a write key for {client.kind === "browser" ? "pages" : "servers"}, and there is none yet.
			{!mayChange && " An owner can make one."}
		</p>
		{mayChange && (
			<div>
				<Button variant="default" onClick={() => onMake(client.kind)}>
					Make a key for {client.kind === "browser" ? "pages" : "servers"}
				</Button>
			</div>
		)}
	</div>
);
