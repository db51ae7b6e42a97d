import { useCallback, useState, useSyncExternalStore } from "react";
import { useClient } from "../../app/client.js";
import { useStream } from "../../app/use-stream.js";
import { openFeedList } from "./feed-list.js";

/** As many as the server remembers. */
const newest = 100;
const reopenMs = 5_000;

/** The server's stream of judged events while the view is shown; leaving it ends the stream. */
export const useFeed = () => {
	const client = useClient();
	const [list] = useState(() => openFeedList(Date.now));
	const open = useCallback((signal: AbortSignal) => client.tracking.live({ newest }, { signal }), [client]);
	const { link, retry } = useStream({ open, list, reopenMs });
	const view = useSyncExternalStore(list.subscribe, list.view);
	return { list, view, link, retry };
};

export type FeedOnScreen = ReturnType<typeof useFeed>;
