import type { PickOption } from "../ui/pick.js";

/** The zone's distance from UTC at an instant, such as UTC+2. */
const offsetOf = (zone: string, at: number): string =>
	new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" })
		.formatToParts(at)
		.find((part) => part.type === "timeZoneName")
		?.value.replace("GMT", "UTC") ?? "";

const all = (): readonly string[] => {
	const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
	return [...new Set([local, "UTC", ...Intl.supportedValuesOf("timeZone")])];
};

/** This computer's zone and UTC first, then all that the system knows; `also` is added when it is none of them. */
export const zoneOptions = (also: string, now: number): readonly PickOption[] =>
	[...new Set([also, ...all()])].map((zone) => ({ value: zone, label: zone.replaceAll("_", " "), hint: offsetOf(zone, now) }));
