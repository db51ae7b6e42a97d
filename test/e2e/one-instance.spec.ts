import { spawn } from "node:child_process";
import { binaryAndArgs, expect, test } from "./electron.js";
import { environment } from "./processes.js";
import { until } from "./server.js";

test("a second start brings the first window forward and ends", async ({ desktop, dataDir }) => {
	const { app } = await desktop();
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
	const [binary, args] = binaryAndArgs();
	const second = spawn(binary, [...args], { env: environment(dataDir), stdio: "ignore" });
	const code = await new Promise((resolve) => second.once("exit", resolve));
	expect(code).toBe(0);
	await until(
		() => app.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]?.isMinimized() === false ? true : null)),
		"Coming forward",
	);
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
