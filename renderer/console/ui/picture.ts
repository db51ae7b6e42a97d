/** Twice the pixels of the page: sharp on paper and on dense screens. */
const density = 2;

const fontFaces = (): string =>
	[...document.styleSheets]
		.flatMap((sheet) => [...sheet.cssRules])
		.filter((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes("Inter"))
		.map((rule) => rule.cssText)
		.filter((text) => /U\+0-FF|U\+0000/i.test(text))
		.join("\n");

const asData = async (address: string): Promise<string> => {
	const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return `url("data:font/woff2;base64,${btoa(text)}")`;
};

/** A picture cannot read the page's fonts, so its own stands in it. */
const fonts = async (): Promise<string> => {
	let css = fontFaces();
	for (const [whole, address] of css.matchAll(/url\("?([^")]+)"?\)/g)) {
		if (address) css = css.replace(whole, await asData(new URL(address, document.baseURI).href));
	}
	return css;
};

/** The panel as it stands, without its buttons and with what its numbers are of. */
export const pictureOf = async (panel: HTMLElement): Promise<Blob> => {
	const { toBlob } = await import("html-to-image");
	const fontEmbedCSS = await fonts();
	panel.dataset["pictured"] = "true";
	try {
		const blob = await toBlob(panel, { pixelRatio: density, fontEmbedCSS });
		if (!blob) throw new Error("The browser made no picture of it.");
		return blob;
	} finally {
		delete panel.dataset["pictured"];
	}
};
