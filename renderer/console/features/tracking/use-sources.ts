import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useClient } from "../../app/client.js";
import { useStatus } from "../../app/queries.js";

/** Read again every ten seconds; what the stream tells comes sooner. */
const readAgainMs = 10_000;

export const useSources = () => {
	const client = useClient();
	return useQuery({
		queryKey: ["tracking", "sources"],
		queryFn: async ({ signal }) => (await client.tracking.sources(undefined, { signal })).items,
		refetchInterval: readAgainMs,
		refetchIntervalInBackground: false,
	});
};

/** The server's clock, epoch ms, each second: the times of events are told by it. */
export const useServerNow = (): number => {
	const { data, dataUpdatedAt } = useStatus();
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), 1_000);
		return () => clearInterval(timer);
	}, []);
	return data ? data.now + Math.max(0, now - dataUpdatedAt) : now;
};
