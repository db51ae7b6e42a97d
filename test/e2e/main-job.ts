import { expect, type Locator, type Page } from "@playwright/test";
import type { Sample } from "./data.js";

export const heading = (page: Page): Locator => page.getByRole("heading", { level: 1 });

/** The window stands before its data is open: this waits for an empty store to be open and listening, and the page to know it. */
export const openedEmpty = (page: Page): Promise<void> => expect(heading(page)).toHaveText("No events yet. Where do yours come from?");

/** A key that comes before its view listens is lost, and so is a pair that a busy machine draws apart: presses until `shown`. */
export const pressUntil = async (
	page: Page,
	pressed: readonly string[],
	shown: (within: { timeout: number }) => Promise<void>,
): Promise<void> =>
	expect(async () => {
		for (const key of pressed) await page.keyboard.press(key);
		await shown({ timeout: 3_000 });
	}).toPass({ timeout: 45_000 });

const give = (page: Page, path: string): Promise<void> => page.locator("input[type=file]").first().setInputFiles(path);

/** From the first-run page to the columns of the file, which `hand` puts into the page's field. */
export const chooseFile = async (page: Page, { path, name }: Sample, hand = give): Promise<void> => {
	await openedEmpty(page);
	await page.getByRole("button", { name: /Choose a file/ }).click();
	await expect(heading(page)).toContainText("Import");
	await hand(page, path);
	await expect(page.getByRole("region", { name: "File" })).toContainText(name);
};

/** Writes the events, once every row has been checked. */
export const importIt = async (page: Page, { rows }: Sample): Promise<void> => {
	await page.getByRole("button", { name: /^Import [\d,]+ / }).click();
	await expect(page.getByRole("region", { name: "Result" })).toContainText(rows, { timeout: 60_000 });
};

/** Reads the card of that name. */
export const card = (page: Page, name: string): Locator => page.getByRole("article", { name, exact: true });

export const expectNumbers = async (page: Page, { cards }: Sample): Promise<void> => {
	for (const [name, value] of Object.entries(cards)) await expect(card(page, name), name).toContainText(value);
};

/** Runs the analysis over the file's days, so that it is saved, and reads its numbers. */
export const analyseIt = async (page: Page, sample: Sample): Promise<void> => {
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	await expect(heading(page)).toContainText("Overview");
	await page.getByRole("button", { name: /^Run analysis/ }).click();
	await expect(page).toHaveURL(/analysis=/, { timeout: 60_000 });
	await expectNumbers(page, sample);
};

/** The saved analysis, found again in the history. */
export const reopenIt = async (page: Page, sample: Sample): Promise<void> => {
	await page.getByRole("link", { name: "Analyses", exact: true }).click();
	await expect(heading(page)).toContainText("Analyses");
	await page.getByRole("row").nth(1).getByRole("cell").nth(2).click();
	await expect(page).toHaveURL(/analysis=/);
	await expectNumbers(page, sample);
};

export const mainJob = async (page: Page, sample: Sample): Promise<void> => {
	await chooseFile(page, sample);
	await importIt(page, sample);
	await analyseIt(page, sample);
	await reopenIt(page, sample);
};
