/** The channels' words of the store, as they are shown. */
const names: Readonly<Record<string, string>> = {
	direct: "Direct",
	search: "Search",
	email: "Email",
	social: "Social",
	ads: "Paid ads",
	referral: "Referral",
};

export const channelName = (channel: string | null): string => (channel === null ? "Not told" : (names[channel] ?? channel));
