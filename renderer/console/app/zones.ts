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

export const zoneOption = (zone: string): PickOption => ({ value: zone, label: zone.replaceAll("_", " ") });

/**
 * This computer's zone and UTC first, then all that the system knows; `also` is added when it is none of them. A formatter for each of 400
 * offsets takes some 30 ms: to be asked for when the list opens, not while a view is drawn.
 */
export const zoneOptions = (also: string, now: number): readonly PickOption[] =>
	[...new Set([also, ...all()])].map((zone) => ({ ...zoneOption(zone), hint: offsetOf(zone, now) }));
