import { expect, test } from "./electron.js";
import { heading, openedEmpty } from "./main-job.js";

interface Item {
	readonly label: string;
	readonly path: string;
}

test("every view of the console is in the menu, and each of its items leads there", async ({ desktop }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	const shownItems = async (): Promise<string[]> => {
		const items = await app.evaluate(({ Menu }) => {
			const of = (menu: Electron.Menu | undefined, path: string): Item[] =>
				(menu?.items ?? []).flatMap((item) => (item.submenu ? of(item.submenu, `${path}${item.label}/`) : [{ label: item.label, path }]));
			return of(Menu.getApplicationMenu() ?? undefined, "");
		});
		return items.filter(({ path }) => path === "View/" || path === "View/Reports/").map(({ label }) => label);
	};
	const shown = await shownItems();
	const names = await page.getByRole("navigation", { name: "Views" }).getByRole("link").allTextContents();
	expect(names.length).toBeGreaterThan(10);
	for (const name of names) expect(shown, name).toContain(name);
	for (const label of ["Carts", "Noise", "Settings"]) {
		await app.evaluate(({ Menu }, wanted) => {
			const views = Menu.getApplicationMenu()?.items.find((item) => item.label === "View")?.submenu;
			const inside = [...(views?.items ?? []), ...(views?.items.find((item) => item.label === "Reports")?.submenu?.items ?? [])];
			inside.find((item) => item.label === wanted)?.click();
		}, label);
		await expect(heading(page)).toContainText(label);
	}
});

test("the window's own menu button pops the menu up", async ({ desktop }) => {
	const { app, page } = await desktop();
	await app.evaluate(({ Menu }) => {
		const popped: string[] = [];
		Object.assign(globalThis, { popped });
		Menu.prototype.popup = function (this: Electron.Menu) {
			popped.push(...this.items.map((item) => item.label));
		};
	});
	await page.getByRole("button", { name: "Menu" }).click();
	await expect
		.poll(() => app.evaluate(() => (globalThis as unknown as { popped: string[] }).popped))
		.toEqual(["File", "Edit", "View", "Data", "Help"]);
});
