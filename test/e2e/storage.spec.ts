import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Document, MongoClient } from "mongodb";
import { type Mongo, startMongo } from "../../scripts/services/mongo.js";
import { hostileEvents, oldEvents, oldUsers } from "../builders/predecessor.js";
import { smallSample } from "./data.js";
import { type Desktop, expect, test } from "./electron.js";
import { openSystemKeyring, type SystemKeyring } from "./keyring.js";
import { lookEverywhere } from "./look-everywhere.js";
import { heading } from "./main-job.js";
import { openBrowser, runScript, serve } from "./server.js";

/** In the options of an address, where the console takes everything that it does not know for a secret. */
const secret = "kept-from-everybody";

let folder: string;
let mongo: Mongo;
let keyring: SystemKeyring;
test.beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "clickstream-storage-e2e-"));
	mongo = await startMongo(join(folder, "engine"));
	keyring = await openSystemKeyring();
});
test.afterAll(async () => {
	await keyring.close();
	await mongo.stop();
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const address = (): string => `${mongo.uri}/?appName=${secret}`;

/** The number of its events, as people read it. */
const prepare = async (dataDir: string): Promise<string> => {
	const { path, rows } = await smallSample(dataDir);
	expect((await runScript("import", [path], { dataDir }).ended).code).toBe(0);
	return rows;
};

const everyByte = async (place: string): Promise<string> => {
	const files = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
	return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1").catch(() => "")))).join("\n");
};

const settings = async (page: Page, base: string): Promise<void> => {
	await page.goto(`${base}/settings?section=store`);
	await expect(heading(page)).toContainText("Settings");
};

const choose = async (page: Page, database: string): Promise<void> => {
	await page.getByRole("radio", { name: "MongoDB" }).check();
	await page.getByLabel("Address", { exact: true }).fill(address());
	await page.getByRole("textbox", { name: "Database" }).fill(database);
	await page.getByRole("button", { name: "Test", exact: true }).click();
	await expect(page.getByText(/^Works · MongoDB/)).toBeVisible();
};

const restart = async (page: Page): Promise<void> => {
	await page.getByRole("button", { name: "Restart now" }).click();
};

const storeIs = async (page: Page, base: string, words: string): Promise<void> => {
	await settings(page, base);
	await expect(page.getByText(words)).toBeVisible({ timeout: 30_000 });
};

const shared = "In a MongoDB that several consoles share.";
const own = "One file on this computer.";

const seesEvents = async (page: Page, base: string, count: string): Promise<void> => {
	await page.goto(`${base}/events`);
	await expect(heading(page)).toContainText("Events");
	await expect(page.getByText(new RegExp(`(^|of )${count} .*times in`)).first()).toBeVisible({ timeout: 30_000 });
};

const window = "app://console/dashboard";

test("in the window: all data moves to a MongoDB whose address the keyring keeps, is there after restarts, and back again", async ({
	desktop,
	dataDir,
}) => {
	test.setTimeout(180_000);
	const events = await prepare(dataDir);
	const env = keyring.env;
	const first = await desktop({ env });
	const { page } = first;
	await settings(page, window);
	await choose(page, "window");
	await expect(page.getByText("A password is encrypted by GNOME Keyring.")).toBeVisible();
	await lookEverywhere(first, "settings-store-tested");
	await page.getByRole("button", { name: "Move all data to MongoDB" }).click();
	await expect(page.getByText(/events and all else are there, the same in every field/)).toBeVisible({ timeout: 60_000 });
	await restart(page);
	await expect(page.getByRole("button", { name: "Restart now" })).toBeHidden({ timeout: 60_000 });
	await storeIs(page, window, shared);
	await seesEvents(page, window, events);
	await first.quit();
	expect(await everyByte(dataDir)).not.toContain(secret);

	const locked = await desktop();
	await expect(locked.page.getByText(/The address of the chosen MongoDB is sealed, and the keyring does not open it/)).toBeVisible();
	await locked.app.close();

	const second = await desktop({ env });
	await storeIs(second.page, window, shared);
	await seesEvents(second.page, window, events);
	await settings(second.page, window);
	await second.page.getByRole("radio", { name: "Embedded" }).check();
	await second.page.getByRole("button", { name: "Choose the embedded store" }).click();
	await restart(second.page);
	await expect(second.page.getByRole("button", { name: "Restart now" })).toBeHidden({ timeout: 60_000 });
	await storeIs(second.page, window, own);
	await seesEvents(second.page, window, events);
	await second.quit();
});

test("on a server: the store is chosen, sealed by SECRET_KEY, and used after the restart that the console asks for", async ({
	dataDir,
}) => {
	test.setTimeout(180_000);
	const events = await prepare(dataDir);
	const server = await serve(dataDir, { SECRET_KEY: "a long secret of chance" });
	const browser = await openBrowser();
	try {
		const page = await browser.newPage();
		await page.goto(server.ownerLink ?? "");
		await page.getByRole("textbox", { name: "Name" }).fill("anna");
		await page.getByLabel("New password").fill("a long enough password");
		await page.getByRole("button", { name: "Make the account and log in" }).click();
		await expect(heading(page)).toContainText("Overview");
		const base = `${server.address}/dashboard`;
		await settings(page, base);
		await choose(page, "server");
		await page.getByRole("button", { name: "Move all data to MongoDB" }).click();
		await expect(page.getByText(/events and all else are there, the same in every field/)).toBeVisible({ timeout: 60_000 });
		await restart(page);
		await expect(page.getByRole("button", { name: "Restart now" })).toBeHidden({ timeout: 60_000 });
		await storeIs(page, base, shared);
		await seesEvents(page, base, events);
		expect(await everyByte(dataDir)).not.toContain(secret);
	} finally {
		await browser.close();
		await server.stop();
	}
});

const fill = async (database: string): Promise<void> => {
	const client = new MongoClient(mongo.uri);
	const db = client.db(database);
	await db.collection("events").insertMany([...oldEvents(2_400), ...hostileEvents.map(([document]) => ({ ...document }))] as Document[]);
	await db.collection("users").insertMany(oldUsers());
	await db.collection("api_keys").insertOne({ user_id: "u", provider: "openrouter", key_encrypted: "sk-or-v1-plain" });
	await db.collection("analyses").insertOne({ status: "done" });
	await client.close();
};

const migrated = async (opened: Desktop): Promise<void> => {
	const { page } = opened;
	const card = page.getByRole("region", { name: "Data of the Python system" });
	await expect(card.getByRole("row", { name: /2,413 Events/ })).toBeVisible();
	await lookEverywhere(opened, "settings-migration-found");
	await card.getByRole("button", { name: "Check" }).click();
	await expect(card.getByText(/2,400 events, 4 accounts and 0 products can be taken over/)).toBeVisible({ timeout: 30_000 });
	await lookEverywhere(opened, "settings-migration-checked");
	await card.getByRole("button", { name: "Take over …" }).click();
	await expect(page.getByRole("dialog")).toContainText("events_before_");
	await lookEverywhere(opened, "settings-migration-confirm");
	await page.getByRole("button", { name: "Take over 2,413 events" }).click();
	await expect(card.getByText(/2,400 events, 3 accounts and 0 products are the console's now/)).toBeVisible({ timeout: 60_000 });
	await lookEverywhere(opened, "settings-migration-done");
};

test("what the Python system left in a MongoDB is shown, checked, and taken over once it is confirmed", async ({ desktop }) => {
	test.setTimeout(180_000);
	await fill("python");
	const opened = await desktop({ env: { MONGO_URI: mongo.uri, MONGO_DB: "python" } });
	await settings(opened.page, window);
	await migrated(opened);
	await seesEvents(opened.page, window, "2,400");
});
