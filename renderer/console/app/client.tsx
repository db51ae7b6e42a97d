import { createContext, type ReactNode, use } from "react";
import type { Client } from "../../../backend/client/client.js";
import { httpClient } from "../../../backend/client/http.js";
import { portClient } from "../../../backend/client/port.js";

declare global {
	interface Window {
		/** Only in the desktop window, from its preload. */
		readonly clickstreamDesktop?: {
			readonly platform: string;
			readonly versions: { readonly electron: string; readonly chromium: string; readonly node: string };
			pathOf(file: File): string;
			/** Asks where to save; null when the dialog is cancelled. */
			savePath(suggested: string): Promise<string | null>;
			/** Asks for a folder to write into; null when the dialog is cancelled. */
			chooseFolder(): Promise<string | null>;
			/** Opens the folder of data, of logs or the file of licences, shows the page about the port or about restoring, or pops up the menu. */
			act(action: "folder" | "logs" | "licences" | "port" | "restore" | "menu"): Promise<void>;
		};
	}
}

export type { Client };

export const isDesktop = (): boolean => window.clickstreamDesktop !== undefined;

/** The preload hands the other end to the main process; calls made before that wait in the port. */
const openPort = (): MessagePort => {
	const channel = new MessageChannel();
	window.postMessage({ type: "clickstream:connect" }, "*", [channel.port2]);
	return channel.port1;
};

/** One typed client for the page: over the desktop bridge where there is one, else over HTTP to where the page came from. */
export const connect = (): Client => (isDesktop() ? portClient(openPort()) : httpClient(window.location.origin));

const ClientContext = createContext<Client | null>(null);

export const ClientProvider = ({ client, children }: { client: Client; children: ReactNode }) => (
	<ClientContext value={client}>{children}</ClientContext>
);

/** The contract's operations as typed methods. Every failure is an AppError. */
export const useClient = (): Client => {
	const client = use(ClientContext);
	if (!client) throw new Error("useClient needs a ClientProvider above it.");
	return client;
};
