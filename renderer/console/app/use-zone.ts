import { filterSearch } from "./filter.js";
import { useSettings } from "./queries.js";
import { useSearchState } from "./search.js";

/** The zone in which every view tells times: that of the address, else the shop's. Which one it is stands beside the times. */
export const useZone = (): string => {
	const [{ tz }] = useSearchState(filterSearch);
	const settings = useSettings().data;
	return tz ?? settings?.time_zone ?? "UTC";
};

/** For where the name stands alone: "times in Europe/Berlin". */
export const zoneWords = (tz: string): string => `times in ${tz.replaceAll("_", " ")}`;
