import { dialog, ipcMain, type MessagePortMain, type WebContents } from "electron";
import type { Backend } from "../backend/main.js";
import type { CallContext } from "../backend/operations.js";
import { loadBackend } from "./load-backend.js";
import { isFromConsole } from "./sender.js";

export interface Bridge {
	/** From now on calls go to this backend, those that wait too. */
	serve(backend: Backend): Promise<void>;
	/** Ends the calls that run; later ones wait for the next backend. */
	pause(): void;
}

/**
 * Serves the contract to the window's page over the ports it sends, as the person at the computer. The page may come before the
 * backend: its calls wait in their port.
 */
export const openBridge = (contents: WebContents): Bridge => {
	const waiting = new Set<MessagePortMain>();
	const served = new Set<MessagePortMain>();
	let take: ((port: MessagePortMain) => void) | null = null;
	ipcMain.on("clickstream:connect", (event) => {
		const [port] = event.ports;
		if (!port || !isFromConsole(event, contents)) return;
		port.on("close", () => {
			waiting.delete(port);
			served.delete(port);
		});
		if (take === null) waiting.add(port);
		else take(port);
	});
	return {
		serve: async (backend) => {
			const [{ RPCHandler }, { local }] = await Promise.all([import("@orpc/server/message-port"), loadBackend()]);
			const handler = new RPCHandler<CallContext>(backend.router, { clientInterceptors: [backend.failures] });
			take = (port) => {
				served.add(port);
				handler.upgrade(port, { context: { caller: local } });
				port.start();
			};
			for (const port of waiting) take(port);
			waiting.clear();
		},
		pause: () => {
			take = null;
			for (const port of served) port.close();
			served.clear();
		},
	};
};

/** Asks for a folder to write into. Null when the question was cancelled, or did not come from the console. */
export const answerChooseFolder = (contents: WebContents): void =>
	ipcMain.handle("clickstream:choose-folder", async (event) => {
		if (!isFromConsole(event, contents)) return null;
		const { filePaths, canceled } = await dialog.showOpenDialog({ properties: ["openDirectory", "createDirectory"] });
		return canceled ? null : (filePaths[0] ?? null);
	});

/** Asks where to write a file. Null when the question was cancelled, or did not come from the console. */
export const answerSavePath = (contents: WebContents): void =>
	ipcMain.handle("clickstream:save-path", async (event, suggested: unknown) => {
		if (!isFromConsole(event, contents) || typeof suggested !== "string") return null;
		const { filePath, canceled } = await dialog.showSaveDialog({ defaultPath: suggested });
		return canceled ? null : filePath;
	});
