import { app, dialog, type Session, shell, type WebContents } from "electron";
import { isConsoleAddress, isOurAddress, origin } from "./addresses.js";

/** Copying text is all that a page of ours may ask of the system. */
const granted = new Set(["clipboard-sanitized-write"]);

const ours = /^(app|data|blob|devtools):/;

/** Whether the page may load from there: only from itself and, while developing, from the renderer's own server. */
const mayLoad = (address: string, developing: string | null): boolean =>
	ours.test(address) || (developing !== null && URL.parse(address)?.host === URL.parse(developing)?.host);

/** Refuses every permission but copying, and every request that would leave the computer. */
export const guardSession = (session: Session, developing: string | null): void => {
	/** Chromium fetches its dictionaries from the web, also for a window that does not check spelling. */
	session.setSpellCheckerEnabled(false);
	session.setSpellCheckerLanguages([]);
	session.setPermissionCheckHandler((_contents, permission, origin) => granted.has(permission) && isOurAddress(origin));
	session.setPermissionRequestHandler((_contents, permission, answer, details) =>
		answer(granted.has(permission) && isOurAddress(details.requestingUrl)),
	);
	session.setDevicePermissionHandler(() => false);
	/** The console's own files are asked for without a question to this thread, which may be busy opening the data. */
	const others = { urls: ["<all_urls>"], excludeUrls: [`${origin}/*`] };
	session.webRequest.onBeforeRequest(others, (request, answer) => answer({ cancel: !mayLoad(request.url, developing) }));
};

/** An address of the web is opened in the user's own browser, after they have seen where it leads. */
const offerOutside = async (address: string): Promise<void> => {
	const url = URL.parse(address);
	if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") return;
	const { response } = await dialog.showMessageBox({
		type: "question",
		message: "Open this address in your browser?",
		detail: url.href,
		buttons: ["Cancel", "Open in browser"],
		defaultId: 1,
		cancelId: 0,
	});
	if (response === 1) await shell.openExternal(url.href);
};

const offer = (address: string): void => {
	offerOutside(address).catch((error: unknown) => console.error("The address was not opened in the browser.", error));
};

/** The console stays the console: no page, frame, window or webview of another place gets in. */
const guardContents = (contents: WebContents): void => {
	contents.on("will-navigate", (event) => {
		if (isConsoleAddress(event.url)) return;
		event.preventDefault();
		if (!isOurAddress(event.url)) offer(event.url);
	});
	contents.on("will-frame-navigate", (event) => {
		if (!event.isMainFrame) event.preventDefault();
	});
	contents.on("will-redirect", (event) => {
		if (!isOurAddress(event.url)) event.preventDefault();
	});
	contents.on("will-attach-webview", (event) => event.preventDefault());
	contents.setWindowOpenHandler(({ url }) => {
		offer(url);
		return { action: "deny" };
	});
};

export const guardAllContents = (): void => {
	app.on("web-contents-created", (_event, contents) => guardContents(contents));
};
