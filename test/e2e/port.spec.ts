import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./electron.js";
import { heading, openedEmpty } from "./main-job.js";
import { serverFile } from "./server.js";

const hold = (): Promise<{ readonly server: Server; readonly port: number }> =>
	new Promise((resolve) => {
		const server = createServer((_request, reply) => reply.end("another program"));
		server.listen(0, "127.0.0.1", () => resolve({ server, port: (server.address() as AddressInfo).port }));
	});

const release = (server: Server): Promise<unknown> => {
	server.closeAllConnections();
	return new Promise((resolve) => server.close(resolve));
};

test("a taken port is a page with choices; another port is used and kept", async ({ desktop, dataDir }) => {
	const { server, port } = await hold();
	const env = { PORT: String(port) };
	const { page, quit } = await desktop({ env });
	await expect(heading(page)).toHaveText(`Port ${port} cannot be used`);
	await page.getByRole("link", { name: /^Use port \d+$/ }).click();
	await openedEmpty(page);
	const told = await serverFile(dataDir);
	expect(told?.address).not.toBeNull();
	expect(told?.address).not.toContain(`:${port}`);
	expect((await fetch(`${told?.address}/healthz`)).status).toBe(200);
	expect(await quit()).toBe(0);
	await release(server);
});

test("a taken port can be tried again once it is free", async ({ desktop, dataDir }) => {
	const { server, port } = await hold();
	const { page } = await desktop({ env: { PORT: String(port) } });
	/** The question asked again looks the same: only its load tells it from the former. */
	await expect(heading(page)).toHaveText(`Port ${port} cannot be used`);
	const askedAgain = page.waitForEvent("load");
	await page.getByRole("link", { name: `Try port ${port} again` }).click();
	await askedAgain;
	await expect(heading(page)).toHaveText(`Port ${port} cannot be used`);
	await release(server);
	await page.getByRole("link", { name: `Try port ${port} again` }).click();
	await openedEmpty(page);
	expect((await serverFile(dataDir))?.address).toContain(`:${port}`);
});

test("without a port the console works, and says that nothing listens", async ({ desktop, dataDir }) => {
	const { server, port } = await hold();
	const { page } = await desktop({ env: { PORT: String(port) } });
	await page.getByRole("link", { name: "Go on without a port" }).click();
	await openedEmpty(page);
	await expect(page.getByText("Not listening").first()).toBeVisible();
	expect(await serverFile(dataDir)).toMatchObject({ address: null });
	await release(server);
});
