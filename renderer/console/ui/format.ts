/** Narrow no-break space: stands between a number and its unit. */
export const thin = "\u202f";
/** What is shown where there is no data; `0` is only for a counted zero. */
export const none = "–";

export type Maybe = number | null | undefined;

/** Units of a measure. Ratios are 0–1, durations seconds (`ms`: milliseconds), bytes bytes, times epoch milliseconds. */
export const units = ["text", "count", "decimal", "ratio", "money", "seconds", "ms", "bytes", "time"] as const;
export type Unit = (typeof units)[number];

const present = (value: Maybe): value is number => typeof value === "number" && Number.isFinite(value);

/** A true minus sign. */
const minus = (text: string): string => text.replaceAll("-", "−");

const digitsOf = (percent: number): number => (Number.isInteger(percent) && (percent === 0 || percent === 100) ? 0 : percent < 10 ? 2 : 1);

const splitSeconds = (seconds: number): string => {
	const whole = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
	if (hours > 0) return `${hours}${thin}h${minutes > 0 ? ` ${minutes}${thin}min` : ""}`;
	return `${minutes}${thin}min${rest > 0 ? ` ${rest}${thin}s` : ""}`;
};

/** Everything that turns a number or an instant into text, in one locale. Null, undefined and NaN become an en dash. */
export const makeFormat = (locale: string) => {
	const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
	const whole = number({ maximumFractionDigits: 0 });
	const compactNumber = number({ notation: "compact", maximumFractionDigits: 1 });
	const fixed = (value: number, digits: number): string =>
		minus(number({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));

	const count = (value: Maybe): string => (present(value) ? minus(whole.format(value)) : none);

	/** Shortened: for axes only. */
	const compact = (value: Maybe): string => (present(value) ? minus(compactNumber.format(value)) : none);

	const decimal = (value: Maybe, digits = 2): string => (present(value) ? fixed(value, digits) : none);

	/** Two decimals, with its symbol; a missing currency leaves the number alone. */
	const money = (value: Maybe, currency: string | null | undefined): string => {
		if (!present(value)) return none;
		if (!currency) return fixed(value, 2);
		return minus(number({ style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(value));
	};

	/** A ratio 0–1 as per cent, without its sign: two decimals below 10, one above. */
	const percentNumber = (ratio: Maybe): string => {
		if (!present(ratio)) return none;
		const percent = ratio * 100;
		return fixed(percent, digitsOf(Math.abs(percent)));
	};
	const percent = (ratio: Maybe): string => (present(ratio) ? `${percentNumber(ratio)}${thin}%` : none);

	const signed = (value: number, text: string): string => (value > 0 ? `+${text}` : text);

	/** A difference of two counts: 2 becomes +2. */
	const countChange = (difference: number): string => signed(difference, count(difference));

	/** A relative change: 0.035 becomes +3.5 %. */
	const change = (ratio: number): string => signed(ratio, `${fixed(ratio * 100, 1)}${thin}%`);

	/** A difference of two ratios, in points. */
	const points = (difference: number): string =>
		signed(difference, `${fixed(difference * 100, Math.abs(difference) < 0.1 ? 2 : 1)}${thin}pp`);

	const seconds = (value: Maybe): string => {
		if (!present(value)) return none;
		if (value === 0) return `0${thin}s`;
		if (value < 1) return `${fixed(value, 2)}${thin}s`;
		return value < 60 ? `${fixed(value, 1)}${thin}s` : splitSeconds(value);
	};
	const milliseconds = (value: Maybe): string => {
		if (!present(value)) return none;
		return value < 1000 ? `${whole.format(value)}${thin}ms` : seconds(value / 1000);
	};

	const bytes = (value: Maybe): string => {
		if (!present(value)) return none;
		const names = ["B", "KB", "MB", "GB", "TB"];
		const power = Math.min(names.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
		return `${fixed(value / 1000 ** power, power === 0 ? 0 : 1)}${thin}${names[power] ?? ""}`;
	};

	const dates = (timeZone: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
	const at = (ms: Maybe, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
		present(ms) ? dates(timeZone, options).format(ms) : none;

	const date = (ms: Maybe, tz: string): string => at(ms, tz, { day: "numeric", month: "short", year: "numeric" });
	const dayMonth = (ms: Maybe, tz: string): string => at(ms, tz, { day: "numeric", month: "short" });
	/** The day, with its year where that is not the one of now; with it too while now is not known. */
	const nearDate = (ms: Maybe, now: Maybe, tz: string): string => {
		const year = (instant: Maybe): string => at(instant, tz, { year: "numeric" });
		return present(now) && year(ms) === year(now) ? dayMonth(ms, tz) : date(ms, tz);
	};
	const weekday = (ms: Maybe, tz: string): string => at(ms, tz, { weekday: "short" });
	const fullDate = (ms: Maybe, tz: string): string => at(ms, tz, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
	const monthYear = (ms: Maybe, tz: string): string => at(ms, tz, { month: "long", year: "numeric" });
	const time = (ms: Maybe, tz: string): string => at(ms, tz, { hour: "2-digit", minute: "2-digit" });
	const timeSeconds = (ms: Maybe, tz: string): string => at(ms, tz, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
	/** To the millisecond, before the locale's AM or PM. */
	const timeExact = (ms: Maybe, tz: string): string =>
		at(ms, tz, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
	const dateTime = (ms: Maybe, tz: string): string =>
		at(ms, tz, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

	/** Two instants, both inclusive: 25 Oct – 21 Nov 2026. */
	const dateRange = (from: number, to: number, tz: string): string =>
		dates(tz, { day: "numeric", month: "short", year: "numeric" }).formatRange(from, to).replaceAll("\u2009", " ");

	/** Under an hour: "2 s ago"; else the time of today, else the day. */
	const ago = (ms: Maybe, now: number, tz: string): string => {
		if (!present(ms)) return none;
		const age = Math.max(0, Math.round((now - ms) / 1000));
		if (age < 60) return `${age}${thin}s ago`;
		if (age < 3600) return `${Math.floor(age / 60)}${thin}min ago`;
		return dates(tz, { dateStyle: "short" }).format(ms) === dates(tz, { dateStyle: "short" }).format(now) ? time(ms, tz) : date(ms, tz);
	};

	/** The name of a currency in words: EUR becomes Euro. */
	const currencyName = (code: string): string => new Intl.DisplayNames(locale, { type: "currency" }).of(code) ?? code;

	return {
		count,
		compact,
		decimal,
		money,
		percent,
		percentNumber,
		countChange,
		change,
		points,
		seconds,
		milliseconds,
		bytes,
		date,
		dayMonth,
		nearDate,
		weekday,
		fullDate,
		monthYear,
		time,
		timeSeconds,
		timeExact,
		dateTime,
		dateRange,
		ago,
		currencyName,
	};
};

export type Format = ReturnType<typeof makeFormat>;

/** In the locale of the system. */
export const format: Format = makeFormat(typeof navigator === "undefined" ? "en-GB" : navigator.language);

/** A value of a unit as text; `extra` is the currency of money and the time zone of times. */
export const formatUnit = (value: Maybe, unit: Unit, extra: string | null = null, use: Format = format): string => {
	switch (unit) {
		case "ratio":
			return use.percent(value);
		case "money":
			return use.money(value, extra);
		case "decimal":
			return use.decimal(value, 2);
		case "seconds":
			return use.seconds(value);
		case "ms":
			return use.milliseconds(value);
		case "bytes":
			return use.bytes(value);
		case "time":
			return use.dateTime(value, extra ?? "UTC");
		default:
			return use.count(value);
	}
};
