/** As the store counts them: 1 is Monday, 7 Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** 5 January 1970 was a Monday. */
const dateOf = (weekday: number): number => Date.UTC(1970, 0, 4 + weekday);

const nameIn = (width: "short" | "long") => {
	const format = new Intl.DateTimeFormat(typeof navigator === "undefined" ? "en-GB" : navigator.language, {
		weekday: width,
		timeZone: "UTC",
	});
	return (weekday: number): string => format.format(dateOf(weekday));
};

/** In the words of the system's locale. */
export const weekdayNames = { short: nameIn("short"), long: nameIn("long") } as const;

export const hourLabel = (hour: number): string => String(hour).padStart(2, "0");
