import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { isRoot } from "./electron-binary.js";
import { type Image, icns, ico } from "./packing/icon-files.js";
import { root } from "./project.js";
import { provideChromium } from "./services/chromium.js";
import { exitWith } from "./serving.js";

/** `npm run icons`: draws renderer/console/icon.svg in every size that a system asks for. To be run when the drawing changes. */

const folder = join(root, "electron/icons");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
const forLinux = [16, 24, 32, 48, 64, 128, 256, 512];
const forWindows = [16, 24, 32, 48, 64, 128, 256];
/** macOS leaves a tenth of the room around an icon free. */
const macMargin = 0.1;

const draw = async (svg: string, margin: number): Promise<readonly Image[]> => {
	const found = await provideChromium((line) => process.stderr.write(`${line}\n`));
	if (!("env" in found)) throw new Error(`Icons are drawn by Chromium, which is not here: ${found.missing}. Get it with: ${found.get}`);
	const executablePath = found.env["CHROMIUM_PATH"];
	const browser = await chromium.launch({
		...(executablePath === undefined ? {} : { executablePath }),
		args: isRoot() ? ["--no-sandbox"] : [],
	});
	try {
		const page = await browser.newPage();
		const images: Image[] = [];
		for (const size of sizes) {
			await page.setViewportSize({ width: size, height: size });
			const style = `margin:0;padding:${Math.round(size * margin)}px;box-sizing:border-box;width:${size}px;height:${size}px`;
			await page.setContent(`<body style="${style}">${svg.replace("<svg ", '<svg style="display:block;width:100%;height:100%" ')}</body>`);
			images.push({ size, png: await page.screenshot({ omitBackground: true }) });
		}
		return images;
	} finally {
		await browser.close();
	}
};

await exitWith(async () => {
	const svg = await readFile(join(root, "renderer/console/icon.svg"), "utf8");
	const plain = await draw(svg, 0);
	await mkdir(join(folder, "linux"), { recursive: true });
	for (const { size, png } of plain.filter((image) => forLinux.includes(image.size)))
		await writeFile(join(folder, "linux", `${size}x${size}.png`), png);
	await writeFile(join(folder, "icon.png"), plain.find(({ size }) => size === 512)?.png ?? "");
	await writeFile(join(folder, "icon.ico"), ico(plain.filter(({ size }) => forWindows.includes(size))));
	await writeFile(join(folder, "icon.icns"), icns(await draw(svg, macMargin)));
});
