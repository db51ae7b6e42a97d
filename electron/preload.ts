import { contextBridge, ipcRenderer, webUtils } from "electron";

/** The page makes the channel; only its far end passes through here, to a main process that checks who sent it. */
window.addEventListener("message", (event) => {
	if (event.source !== window || event.data?.type !== "clickstream:connect") return;
	ipcRenderer.postMessage("clickstream:connect", null, [...event.ports]);
});

ipcRenderer.on("clickstream:command", (_event, command: string) => {
	window.postMessage({ type: "clickstream:command", command }, window.location.origin);
});

contextBridge.exposeInMainWorld("clickstreamDesktop", {
	platform: process.platform,
	versions: { electron: process.versions.electron, chromium: process.versions.chrome, node: process.versions.node },
	pathOf: (file: File) => webUtils.getPathForFile(file),
	savePath: (suggested: string) => ipcRenderer.invoke("clickstream:save-path", suggested),
	chooseFolder: () => ipcRenderer.invoke("clickstream:choose-folder"),
	act: (action: string) => ipcRenderer.invoke("clickstream:act", action),
});
