/** Tokens of the console (canvas and title bar), repeated here because the window is painted before any page is loaded. */
export const colours = {
	light: { canvas: "#F3F4F6", titleBar: "#E9EBEF", symbols: "#4A515E" },
	dark: { canvas: "#0F1116", titleBar: "#0B0D11", symbols: "#B0B7C4" },
} as const;

export type Scheme = keyof typeof colours;

/** Perceived brightness by Rec. 601 of a #rrggbb colour; null for any other text. */
export const schemeOfColour = (colour: string): Scheme | null => {
	const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour) ?? [];
	if (!red || !green || !blue) return null;
	const brightness = 0.299 * Number.parseInt(red, 16) + 0.587 * Number.parseInt(green, 16) + 0.114 * Number.parseInt(blue, 16);
	return brightness < 128 ? "dark" : "light";
};

/** A page that differs from the system was told to; one that agrees with it follows it also next time. */
export const schemeToKeep = (page: Scheme, system: Scheme): Scheme | "system" => (page === system ? "system" : page);
