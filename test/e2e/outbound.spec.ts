import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { root } from "../../scripts/project.js";
import { addKey, openStandIn } from "../stand-ins/openrouter.js";
import { honest } from "../stand-ins/report.js";
import { expect, test } from "./electron.js";
import { heading } from "./main-job.js";
import { stockShop } from "./stocked-shop.js";

const secret = "sk-or-v1-0123456789abcdefghij9f2c";

/** Every place of the console that an analyst comes by, with what it asks when it opens. */
const views = [
	..."/ /insights /recommendations /acquisition /visitors /times /retention /pages /paths /funnels /products /carts /searches".split(" "),
	..."/breakdown /events /analyses /import /tracking /demo /cleanup /noise /settings?section=model".split(" "),
];

/** Node's own; that it reads the address it listens at is no reaching out. */
const nodeReached = async (log: string): Promise<string[]> => {
	const lines = (await readFile(log, "utf8")).trim().split("\n");
	return lines.filter((line) => line !== "dns 127.0.0.1" && line !== "dns localhost");
};

interface NetEvent {
	readonly type: number;
	readonly params?: Readonly<Record<string, unknown>>;
}

/** What Chromium's own network stack resolved or connected to: names and addresses, of all its processes. */
const chromiumReached = async (log: string): Promise<string[]> => {
	const { constants, events } = JSON.parse(await readFile(log, "utf8")) as {
		constants: { logEventTypes: Readonly<Record<string, number>> };
		events: readonly NetEvent[];
	};
	const kinds = Object.entries(constants.logEventTypes).filter(([name]) =>
		/^(?:HOST_RESOLVER_|TCP_CONNECT|UDP_CONNECT|SOCKET_CONNECT|URL_REQUEST_START_JOB)/.test(name),
	);
	const wanted = new Set(kinds.map(([, type]) => type));
	expect(wanted.size).toBeGreaterThan(3);
	return events
		.filter(({ type }) => wanted.has(type))
		.flatMap(({ params = {} }) =>
			["host", "address", "address_list", "url"].map((key) => params[key]).filter((value) => value !== undefined),
		)
		.map((value) => JSON.stringify(value));
};

const isHere = (place: string): boolean =>
	/^"?(?:\[?"?(?:127\.0\.0\.1|localhost|\[?::1\]?)|(?:app|devtools|chrome|data|blob|about|file):|https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/])/.test(
		place,
	);

const visit = async (page: Page, path: string): Promise<void> => {
	await page.goto(`app://console/dashboard${path}`);
	await expect(heading(page)).toBeVisible();
	await expect(page.locator("[data-waiting]")).toHaveCount(0);
};

test("before a key is set nothing of the program reaches out: not Node, not Chromium, in no view and no analysis; with one, only the provider is asked", async ({
	desktop,
	dataDir,
}) => {
	test.setTimeout(180_000);
	const standIn = await openStandIn();
	standIn.usual = honest;
	addKey(standIn, secret);
	const provider = new URL(standIn.endpoint).host;
	const nodeLog = join(dataDir, "outbound.log");
	const netLog = join(dataDir, "net-log.json");
	try {
		await stockShop(dataDir);
		const { page, quit } = await desktop({
			args: ["-r", join(root, "test/e2e/outbound-hook.cjs"), `--log-net-log=${netLog}`],
			env: { OPENROUTER_ENDPOINT: standIn.endpoint, OUTBOUND_LOG: nodeLog },
		});
		for (const path of views) await visit(page, path);
		await visit(page, "/insights");
		await page.getByRole("button", { name: /^Analyse / }).click();
		await expect(page).toHaveURL(/analysis=/, { timeout: 60_000 });
		await expect(page.getByRole("note")).toContainText("Nothing is sent until you add one.");
		expect(await nodeReached(nodeLog)).toEqual(["hook loaded"]);
		expect(standIn.asked).toEqual([]);

		await visit(page, "/settings?section=model");
		await page.getByRole("textbox", { name: "OpenRouter key" }).fill(secret);
		await page.getByRole("button", { name: "Test and save" }).click();
		await expect(page.getByText(/^Works · tested/)).toBeVisible({ timeout: 30_000 });
		const reached = await nodeReached(nodeLog);
		expect(reached).toContain(`tcp ${provider}`);
		expect(new Set(reached)).toEqual(new Set(["hook loaded", `tcp ${provider}`]));
		await quit();
		expect((await chromiumReached(netLog)).filter((place) => !isHere(place))).toEqual([]);
	} finally {
		await standIn.close();
	}
});
