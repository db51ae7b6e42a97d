import { expect, test } from "../e2e/electron.js";
import { resize } from "../e2e/look-everywhere.js";
import { heading } from "../e2e/main-job.js";
import { runScript } from "../e2e/server.js";
import { still } from "./looks.js";

/** Equal flags, seed and instant give equal events, so the picture changes only with the console. */
const demo = ["--days", "28", "--user-count", "6000", "--sessions-per-user", "1.46", "--seed", "7", "--now", "2026-11-22T00:00:00Z"];

test("the picture of README", async ({ desktop, dataDir }) => {
	const seeded = await runScript("seed-realistic", demo, { dataDir }).ended;
	expect(seeded.code, seeded.stderr).toBe(0);
	const shown = await desktop();
	await expect(heading(shown.page)).toContainText("Overview");
	await resize(shown, [1440, 900]);
	await shown.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
	await shown.page.goto("app://console/dashboard/?from=2026-10-25&to=2026-11-21&tz=UTC");
	await still(shown.page);
	await shown.page.screenshot({ path: process.env["PICTURE_FILE"] ?? "test-results/looks/readme.png" });
});
