import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { version } from "../../scripts/project.js";
import { smallSample } from "../e2e/data.js";
import { analyseIt, card, chooseFile, expectNumbers, heading, importIt } from "../e2e/main-job.js";
import {
	addUser,
	apt,
	entrySays,
	handFromDisk,
	installedVersion,
	must,
	openAs,
	packageName,
	program,
	renderers,
	sizesIn,
	type User,
	whyNot,
	windowClasses,
} from "./installed.js";
import { debOf } from "./packed.js";

/** Before any that is released; of the same program, since there is no older one yet. */
const older = "0.0.1";

let user: User | null = null;
let folder = "";
const packages: string[] = [];

test.beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-packaged-"));
	await chmod(folder, 0o755);
});

test.afterAll(async () => {
	if (packages.length > 0 && (await installedVersion()) !== null) await apt("purge", packageName);
	await user?.remove();
	for (const path of packages) await rm(dirname(path), { recursive: true, force: true });
	await rm(folder, { recursive: true, force: true });
});

test("installed with apt, used by a user without rights in Chromium's sandbox, upgraded with its data, removed without it", async () => {
	const why = await whyNot();
	test.skip(why !== null, `not proven here: ${why}`);
	user = await addUser();
	const data = join(user.home, ".config/Clickstream Console");

	await test.step("install", async () => {
		packages.push(await debOf(older, true));
		for (const path of packages) await chmod(dirname(path), 0o755);
		await apt("install", packages[0] ?? "");
		expect(await installedVersion()).toBe(older);
		expect((await stat(join(dirname(program), "chrome-sandbox"))).mode & 0o7777).toBe(0o4755);
		expect(await must("readlink", ["-f", `/usr/bin/${packageName}`])).toBe(`${program}\n`);
	});

	const shop = await smallSample(folder);
	await test.step("import, analysis, numbers", async () => {
		const opened = await openAs(user as User);
		await expect.poll(windowClasses).toContain(await entrySays("StartupWMClass"));
		await chooseFile(opened.page, shop, handFromDisk);
		await importIt(opened.page, shop);
		await analyseIt(opened.page, shop);
		const states = await renderers(user as User);
		expect(states.length).toBeGreaterThan(0);
		for (const state of states) {
			expect(state).toMatchObject({ seccomp: 2, ownNamespaces: true });
			expect(state.arguments).not.toContain("--no-sandbox");
		}
		expect(await opened.quit()).toBe(0);
	});

	await test.step("upgrade, with the data", async () => {
		const before = await sizesIn(data);
		packages.push(await debOf(version, false));
		await chmod(dirname(packages[1] ?? ""), 0o755);
		await apt("install", packages[1] ?? "");
		expect(await installedVersion()).toBe(version);
		expect(await sizesIn(data)).toEqual(before);
		const opened = await openAs(user as User);
		await expect(heading(opened.page)).toContainText("Overview");
		await expectNumbers(opened.page, shop);

		await opened.page.getByRole("link", { name: "Demo data", exact: true }).click();
		await opened.page.getByRole("textbox", { name: "Days", exact: true }).fill("7");
		await opened.page.getByRole("textbox", { name: "Visitors", exact: true }).fill("300");
		await opened.page.getByRole("button", { name: /^Make about / }).click();
		await expect(opened.page.getByText(/events added: /)).toBeVisible({ timeout: 120_000 });
		await opened.page.getByRole("link", { name: "See it in Overview" }).click();
		await expect(heading(opened.page)).toContainText("Overview");
		await expect(card(opened.page, "Orders")).toContainText(/[1-9]/);
		expect(await opened.quit()).toBe(0);
	});

	await test.step("remove: the program goes, the data stays", async () => {
		const before = await sizesIn(data);
		expect(before["clickstream.duckdb"]).toBeGreaterThan(0);
		await apt("remove", packageName);
		expect(await installedVersion()).toBeNull();
		for (const path of [dirname(program), `/usr/bin/${packageName}`, `/usr/share/applications/${packageName}.desktop`])
			expect(await stat(path).catch(() => null), path).toBeNull();
		expect(await sizesIn(data)).toEqual(before);
	});
});
