import { RPCHandler } from "@orpc/server/message-port";
import { dialog, ipcMain, type MessagePortMain, type WebContents } from "electron";
import { type Backend, local } from "../backend/main.js";
import type { CallContext } from "../backend/operations.js";
import { isFromConsole } from "./sender.js";

/** Serves the contract to the window's page over the ports it sends, as the person at the computer. */
export const openBridge = (backend: Backend, contents: WebContents): { close: () => void } => {
	const ports = new Set<MessagePortMain>();
	const handler = new RPCHandler<CallContext>(backend.router, { clientInterceptors: [backend.failures] });
	const connect = (event: Electron.IpcMainEvent): void => {
		const [port] = event.ports;
		if (!port || !isFromConsole(event, contents)) return;
		ports.add(port);
		port.on("close", () => ports.delete(port));
		handler.upgrade(port, { context: { caller: local } });
		port.start();
	};
	ipcMain.on("clickstream:connect", connect);
	return {
		close: () => {
			ipcMain.off("clickstream:connect", connect);
			for (const port of ports) port.close();
		},
	};
};

/** Asks where to write a file. Null when the question was cancelled, or did not come from the console. */
export const answerSavePath = (contents: WebContents): void =>
	ipcMain.handle("clickstream:save-path", async (event, suggested: unknown) => {
		if (!isFromConsole(event, contents) || typeof suggested !== "string") return null;
		const { filePath, canceled } = await dialog.showSaveDialog({ defaultPath: suggested });
		return canceled ? null : filePath;
	});
