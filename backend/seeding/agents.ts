/** Browsers as they call themselves, the wide-spread ones of 2026. */
export interface Agent {
	readonly kind: DeviceKind;
	readonly text: string;
}

export const deviceKinds = ["mobile", "desktop", "tablet"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const chrome = (version: number, mobile = ""): string =>
	`AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0${mobile} Safari/537.36`;
const safari = (version: string, mobile = ""): string =>
	`AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version}${mobile} Safari/605.1.15`;

const texts: Record<DeviceKind, readonly string[]> = {
	mobile: [
		`Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${safari("18.6", " Mobile/15E148")}`,
		`Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${safari("18.5", " Mobile/15E148")}`,
		`Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) ${safari("17.7", " Mobile/15E148")}`,
		`Mozilla/5.0 (Linux; Android 10; K) ${chrome(141, " Mobile")}`,
		`Mozilla/5.0 (Linux; Android 10; K) ${chrome(140, " Mobile")}`,
		`Mozilla/5.0 (Linux; Android 15; SM-S931B) ${chrome(141, " Mobile")}`,
		`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${chrome(141, " Mobile")}`,
		"Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0",
	],
	desktop: [
		`${windows} ${chrome(141)}`,
		`${windows} ${chrome(140)}`,
		`${windows} ${chrome(141)} Edg/141.0.0.0`,
		`${mac} ${chrome(141)}`,
		`${mac} ${safari("18.6")}`,
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
		"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
	],
	tablet: [
		`Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) ${safari("18.6", " Mobile/15E148")}`,
		`Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) ${safari("17.7", " Mobile/15E148")}`,
		`Mozilla/5.0 (Linux; Android 14; SM-X710) ${chrome(141)}`,
	],
};

const agents = Object.fromEntries(deviceKinds.map((kind) => [kind, texts[kind].map((text) => ({ kind, text }))])) as unknown as Record<
	DeviceKind,
	readonly Agent[]
>;

export const agentsOf = (kind: DeviceKind): readonly Agent[] => agents[kind];

/** Programs that say what they are. */
export const declaredBots = [
	"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
	"Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
	"Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
	"Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
	"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
] as const;
