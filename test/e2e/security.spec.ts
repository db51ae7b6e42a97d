import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { shopProducts } from "../../backend/seeding/shop/products.js";
import { root } from "../../scripts/project.js";
import { sample } from "./data.js";
import { expect, test } from "./electron.js";
import { mainJob, openedEmpty } from "./main-job.js";

const home = "app://console/dashboard/";

test("the page has no Node, no Electron, and only six things of the desktop", async ({ desktop }) => {
	const { page } = await desktop();
	await openedEmpty(page);
	const found = await page.evaluate(() => ({
		node: ["require", "process", "module", "Buffer", "global", "electron", "ipcRenderer"].filter((name) => name in window),
		desktop: Object.keys((window as unknown as { clickstreamDesktop: object }).clickstreamDesktop).sort(),
	}));
	expect(found).toEqual({ node: [], desktop: ["act", "chooseFolder", "pathOf", "platform", "savePath", "versions"] });
});

test("the page can ask the shell for nothing but what is on its list", async ({ desktop }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	await app.evaluate(({ shell }) => {
		const opened: string[] = [];
		Object.assign(globalThis, { opened });
		shell.openPath = async (path) => {
			opened.push(path);
			return "";
		};
	});
	await page.evaluate(async () => {
		const { act } = (window as unknown as { clickstreamDesktop: { act(name: unknown): Promise<void> } }).clickstreamDesktop;
		for (const name of ["constructor", "__proto__", "quit", "/etc", ["folder"], { name: "folder" }, null]) await act(name);
		await act("folder");
	});
	await expect.poll(() => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.length)).toBe(1);
});

test("the window's own address serves the demo catalog's pictures, as pictures that run nothing, and no other file", async ({
	desktop,
}) => {
	const { page } = await desktop();
	await openedEmpty(page);
	/** As the page asks: Electron's own `net.fetch` of a scheme of the program's was seen to hang for good. */
	const ask = (path: string) =>
		page.evaluate(async (address) => {
			const reply = await fetch(address);
			const { status, headers } = reply;
			return { status, type: headers.get("content-type"), policy: headers.get("content-security-policy"), text: await reply.text() };
		}, path);
	const picture = shopProducts[0]?.imageUrl ?? "";
	const served = await ask(picture);
	expect(served).toMatchObject({ status: 200, type: "image/svg+xml" });
	expect(served.policy).toContain("default-src 'none'");
	expect(served.text).toMatch(/^<svg/);
	for (const path of ["/static/products/none.svg", "/static/products/..%2f..%2fpackage.json", "/static/analytics.js", `${picture}/x`])
		expect((await ask(path)).status, path).toBe(404);
});

test("the window's settings keep page and system apart", async ({ desktop }) => {
	const { app } = await desktop();
	const preferences = await app.evaluate(({ webContents }) => {
		const contents = webContents.getAllWebContents()[0] as unknown as { getLastWebPreferences(): Record<string, unknown> };
		const { contextIsolation, nodeIntegration, sandbox, webSecurity, nodeIntegrationInSubFrames, webviewTag } =
			contents.getLastWebPreferences();
		return { contextIsolation, nodeIntegration, sandbox, webSecurity, nodeIntegrationInSubFrames, webviewTag };
	});
	expect(preferences).toMatchObject({ contextIsolation: true, nodeIntegration: false, sandbox: true, webSecurity: true });
	expect(preferences.nodeIntegrationInSubFrames).not.toBe(true);
	expect(preferences.webviewTag).not.toBe(true);
});

test("the page stays: navigation, new windows, frames and foreign scripts are refused", async ({ desktop }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	/** Nobody is there to answer the question whether an address may be opened in the browser. */
	await app.evaluate(({ dialog, shell }) => {
		const asked = { questions: [] as string[], opened: [] as string[] };
		Object.assign(globalThis, { asked });
		dialog.showMessageBox = (async (options: { detail?: string }) => {
			asked.questions.push(options.detail ?? "");
			return { response: 0, checkboxChecked: false };
		}) as unknown as typeof dialog.showMessageBox;
		shell.openExternal = async (url) => {
			asked.opened.push(url);
		};
	});
	const tried = await page.evaluate(async () => {
		const opened = window.open("https://example.org/opened");
		const frame = document.createElement("iframe");
		frame.src = "https://example.org/framed";
		document.body.append(frame);
		const script = document.createElement("script");
		script.src = "https://example.org/foreign.js";
		const refused = new Promise((resolve) => script.addEventListener("error", () => resolve("refused")));
		document.body.append(script);
		const inline = document.createElement("script");
		inline.textContent = "window.ranInline = true";
		document.body.append(inline);
		const fetched = await fetch("https://example.org/data").then(
			() => "answered",
			() => "refused",
		);
		return { opened: opened === null, script: await refused, fetched, inline: "ranInline" in window };
	});
	expect(tried).toEqual({ opened: true, script: "refused", fetched: "refused", inline: false });
	for (const address of ["https://example.org/left", "file:///etc/passwd", "data:text/html,x", "app://other/"]) {
		await page.evaluate((to) => {
			const link = document.createElement("a");
			link.href = to;
			document.body.append(link);
			link.click();
		}, address);
		/** What would happen has no sign of its own while it does not: a moment for it to begin. */
		await page.waitForTimeout(200);
		expect(page.url()).toBe(home);
	}
	const asking = () => app.evaluate(() => (globalThis as unknown as { asked: { questions: string[]; opened: string[] } }).asked);
	await expect.poll(async () => (await asking()).questions).toEqual(["https://example.org/opened", "https://example.org/left"]);
	const asked = await asking();
	expect(asked.opened).toEqual([]);
	expect(app.windows().length).toBe(1);
	expect(page.frames().every((frame) => !frame.url().startsWith("https:"))).toBe(true);
});

test("permissions are refused, but for copying text", async ({ desktop }) => {
	const { page } = await desktop();
	await openedEmpty(page);
	const states = await page.evaluate(async () => {
		const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read"] as const;
		return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state));
	});
	expect(states).toEqual(["denied", "denied", "denied", "denied", "denied"]);
	expect(
		await page.evaluate(() =>
			navigator.mediaDevices.getUserMedia({ audio: true }).then(
				() => "given",
				(error: unknown) => (error instanceof Error ? error.name : "refused"),
			),
		),
	).not.toBe("given");
});

test("only the console's own frame gets the bridge", async ({ desktop }) => {
	const { app, page } = await desktop();
	await openedEmpty(page);
	const preload = join(root, "out", "preload", "preload.cjs");
	expect((await readFile(preload, "utf8")).split("\n").length).toBeLessThan(40);
	/** A page of any other place in a window of its own, with the very same preload. */
	const stranger = app.waitForEvent("window");
	await app.evaluate(async ({ BrowserWindow }, path) => {
		const other = new BrowserWindow({ show: false, webPreferences: { preload: path, sandbox: true, contextIsolation: true } });
		await other.loadURL("data:text/html,stranger");
	}, preload);
	const ask = (silentAfterMs: number) =>
		new Promise<string>((resolve) => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => resolve("answered");
			window.postMessage({ type: "clickstream:connect" }, "*", [port2]);
			port1.postMessage(JSON.stringify({ i: "1", p: { u: "http://orpc/system/status", b: {} } }));
			setTimeout(() => resolve("silent"), silentAfterMs);
		});
	expect(await page.evaluate(ask, 45_000)).toBe("answered");
	expect(await (await stranger).evaluate(ask, 1_500)).toBe("silent");
});

test("a whole session makes no request to anywhere else", async ({ desktop, dataDir }) => {
	const shop = await sample(dataDir);
	const log = join(dataDir, "net.json");
	const { page, quit } = await desktop({ args: [`--log-net-log=${log}`] });
	await mainJob(page, shop);
	for (const view of ["Events", "Tracking", "Settings", "Insights"]) await page.getByRole("link", { name: view, exact: true }).click();
	expect(await quit()).toBe(0);
	const text = await readFile(log, "utf8");
	const hosts = [...text.matchAll(/"(?:url|host|hostname|server)":"([^"]*)"/g)].map((match) => match[1] ?? "");
	expect(text.length).toBeGreaterThan(1000);
	expect(hosts.filter((host) => /^(https?|wss?):/.test(host) && !/^\w+:\/\/(127\.0\.0\.1|localhost|\[::1\])/.test(host))).toEqual([]);
});
