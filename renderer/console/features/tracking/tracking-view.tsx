import { Button } from "@mantine/core";
import { IconKey, IconPlayerPause, IconPlayerPlay, IconPlugConnectedX } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { type Command, useCommands } from "../../app/commands.js";
import { ViewTitle } from "../../app/view-title.js";
import { Kbd, Page, Tag } from "../../ui/kit.js";
import { ConnectPanel } from "./connect-panel.js";
import type { Heard } from "./feed-list.js";
import { KeyDialog } from "./key-dialog.js";
import { KeysPanel } from "./keys-panel.js";
import { OpenItem } from "./open-item.js";
import { useTrackingSearch } from "./search.js";
import { SourceCards } from "./source-cards.js";
import { StreamPanel } from "./stream-panel.js";
import classes from "./tracking.module.css";
import { type FeedOnScreen, useFeed } from "./use-feed.js";
import { type MadeKind, useMayChangeKeys, useWriteKeys } from "./use-keys.js";

/** Is every event arriving, and if not, why? The stream of judged events, their senders, and the keys and code for more of them. */
export const TrackingView = () => {
	const feed = useFeed();
	const keys = useWriteKeys().data ?? noKeys;
	const mayChange = useMayChangeKeys();
	const [, set] = useTrackingSearch();
	const [open, setOpen] = useState<Heard | null>(null);
	const [dialog, setDialog] = useState<WriteKey | MadeKind | null>(null);
	const close = useCallback(() => setOpen(null), []);
	const pause = useCallback(() => (feed.list.view().paused ? feed.list.resume() : feed.list.pause()), [feed.list]);
	useTrackingCommands(pause, mayChange ? setDialog : null);
	return (
		<Page>
			<ViewTitle>
				<LinkTag feed={feed} />
				<PauseButton paused={feed.view.paused} onClick={pause} />
				{mayChange && (
					<Button leftSection={<IconKey size={15} stroke={1.7} aria-hidden />} onClick={() => setDialog("browser")}>
						New write key
					</Button>
				)}
			</ViewTitle>
			<SourceCards feed={feed.view} />
			<div className={classes.columns}>
				<StreamPanel feed={feed} keys={keys} open={open} onOpen={setOpen} />
				<div className={classes.side}>
					<OpenItem item={open} keys={keys} onClose={close} />
					<ConnectPanel keys={keys} feed={feed.view} mayChange={mayChange} onMake={setDialog} />
				</div>
			</div>
			<KeysPanel mayChange={mayChange} onChange={setDialog} />
			{dialog !== null && (
				<KeyDialog of={dialog} onClose={() => setDialog(null)} onMade={({ key_id }) => set({ key: key_id }, { replace: true })} />
			)}
		</Page>
	);
};

const noKeys: readonly WriteKey[] = [];

const useTrackingCommands = (pause: () => void, make: ((kind: MadeKind) => void) | null): void => {
	const commands = useMemo(
		(): readonly Command[] => [
			{ id: "pause-stream", group: "Do", title: "Pause or go on with the stream", keys: "P", icon: IconPlayerPause, run: pause },
			...(make
				? [{ id: "new-write-key", group: "Do", title: "Make a write key", icon: IconKey, run: () => make("browser") } as const]
				: []),
		],
		[pause, make],
	);
	useCommands(commands);
};

const LinkTag = ({ feed: { link, view } }: { feed: FeedOnScreen }) => {
	if (link.state === "broken")
		return (
			<Tag tone="bad" icon={IconPlugConnectedX}>
				Broken off
			</Tag>
		);
	if (view.paused)
		return (
			<Tag tone="warning" icon={IconPlayerPause}>
				Paused
			</Tag>
		);
	return <Tag tone={link.state === "live" ? "good" : "neutral"}>{link.state === "live" ? "● Live" : "Opening"}</Tag>;
};

const PauseButton = ({ paused, onClick }: { paused: boolean; onClick: () => void }) => (
	<Button
		variant="default"
		aria-keyshortcuts="P"
		leftSection={paused ? <IconPlayerPlay size={15} stroke={1.7} aria-hidden /> : <IconPlayerPause size={15} stroke={1.7} aria-hidden />}
		rightSection={<Kbd>P</Kbd>}
		onClick={onClick}
	>
		{paused ? "Go on" : "Pause"}
	</Button>
);
