import type { WebContents, WebFrameMain } from "electron";
import { isConsoleAddress } from "./addresses.js";

interface Message {
	readonly sender: WebContents;
	readonly senderFrame: WebFrameMain | null;
}

/**
 * True for the console's own top frame in its own window. The frame is compared, not only the window: a frame inside the
 * window has the same sender. A frame that is gone by now (null) is refused.
 */
export const isFromConsole = (message: Message, console: WebContents): boolean =>
	message.sender === console &&
	message.senderFrame !== null &&
	message.senderFrame === console.mainFrame &&
	isConsoleAddress(message.senderFrame.url);
