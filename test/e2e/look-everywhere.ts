import { faultsOf } from "./axe.js";
import { type Desktop, expect } from "./electron.js";
import { schemes, sizes } from "./views.js";

export const resize = async ({ app, page }: Pick<Desktop, "app" | "page">, [width, height]: readonly [number, number]): Promise<void> => {
	await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setSize(size[0], size[1]), [width, height] as const);
	await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
};

/** The pointer over a chart would open its tooltip. */
const rest = async ({ page }: Desktop): Promise<void> => {
	await page.mouse.move(2, 2);
	await page.waitForTimeout(200);
};

/**
 * Looks at what is open in both sizes and schemes, without loading it anew: a picture of each, nothing scrolls sideways, and, once a
 * scheme, no serious finding of axe.
 */
export const lookEverywhere = async (desktop: Desktop, name: string): Promise<void> => {
	const { page } = desktop;
	for (const scheme of schemes) {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
		for (const size of scheme === "light" ? sizes : [...sizes].reverse()) {
			await resize(desktop, size);
			await rest(desktop);
			await page.screenshot({ path: `test-results/screenshots/${name}-${scheme}-${size.join("x")}.png` });
			const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
			expect.soft(sideways, `${name} sideways at ${size[0]}`).toBeLessThanOrEqual(0);
		}
		expect.soft(await faultsOf(page), `${name} in ${scheme}`).toEqual([]);
	}
};
