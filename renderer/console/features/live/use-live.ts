import { useCallback, useState, useSyncExternalStore } from "react";
import { useClient } from "../../app/client.js";
import { useStream } from "../../app/use-stream.js";
import { openLiveList } from "./live-list.js";
import type { LiveSearch } from "./search.js";

const reopenMs = 2_000;
/** The server says something every second. */
const silentMs = 8_000;

/** The shop now, pushed while the view is shown; leaving it ends the stream, and another filter opens another. */
export const useLive = ({ type, source }: LiveSearch) => {
	const client = useClient();
	const [list] = useState(() => openLiveList(Date.now));
	const open = useCallback((signal: AbortSignal) => client.live.watch({ event_type: type, source }, { signal }), [client, type, source]);
	const { link, retry } = useStream({ open, list, reopenMs, silentMs });
	const screen = useSyncExternalStore(list.subscribe, list.screen);
	return { list, screen, link, retry };
};

export type Live = ReturnType<typeof useLive>;
